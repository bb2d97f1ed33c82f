// Resend: how an e-mail of ours is doing. The signature is checked inside.
export { receiveMailStatus as POST } from '@/lib/notifications';
