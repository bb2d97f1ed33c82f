-- Which enrolled phone a session was begun on: ending the phone ends it too.
ALTER TABLE "session" ADD COLUMN "deviceId" UUID;
CREATE INDEX "session_deviceId_idx" ON "session"("deviceId");
