-- Whose practice a message to an account names: it goes when the practice does. What was written before says nothing,
-- and is gone after thirty days as ever.
ALTER TABLE "account_message" ADD COLUMN "practiceId" UUID;
CREATE INDEX "account_message_practiceId_idx" ON "account_message"("practiceId");

grant select, delete on account_message to holdfast_keeper;
