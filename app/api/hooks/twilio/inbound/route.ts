// Twilio: somebody texted us. The signature is checked inside.
export { receiveText as POST } from '@/lib/notifications';
