// Twilio: how a text of ours is doing. The signature is checked inside.
export { receiveTextStatus as POST } from '@/lib/notifications';
