// What tests stand on: databases of their own and, in ./providers, a fake Resend and Twilio.
export { createTestDatabase, useTestDatabase, type TestDatabase } from './database';
