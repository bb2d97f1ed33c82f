// The environment of a demo-mode Holdfast in the browser tests: providers are the fakes, the database is a copy.
import type { Credentials } from '@/lib/testing/providers';
import { inDatabase, type Cluster } from './cluster';

export const APP_SECRET = 'a-secret-for-browser-tests-on-this-machine-only';

export interface Place {
  database: string;
  port: number;
  providersUrl: string;
  credentials: Credentials;
}

export function settings(cluster: Cluster, place: Place): Record<string, string> {
  return {
    NODE_ENV: 'production',
    HOLDFAST_MODE: 'demo',
    HOST: '127.0.0.1',
    PORT: String(place.port),
    APP_URL: `http://localhost:${place.port}`,
    APP_SECRET,
    DATABASE_URL: inDatabase(cluster.app, place.database),
    DATABASE_WORKER_URL: inDatabase(cluster.worker, place.database),
    DATABASE_KEEPER_URL: inDatabase(cluster.keeper, place.database),
    DATABASE_OWNER_URL: inDatabase(cluster.owner, place.database),
    RESEND_API_KEY: place.credentials.resendApiKey,
    RESEND_FROM: 'Holdfast <alerts@holdfast.example>',
    RESEND_WEBHOOK_SECRET: place.credentials.resendWebhookSecret,
    RESEND_BASE_URL: place.providersUrl,
    TWILIO_ACCOUNT_SID: place.credentials.twilioAccountSid,
    TWILIO_AUTH_TOKEN: place.credentials.twilioAuthToken,
    TWILIO_FROM: place.credentials.twilioFrom,
    TWILIO_BASE_URL: place.providersUrl,
    CAPTURE_URL: place.providersUrl,
  };
}
