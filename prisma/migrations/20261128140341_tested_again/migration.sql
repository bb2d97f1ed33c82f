-- AlterTable
ALTER TABLE "contact_test" ADD COLUMN     "againOf" UUID;

-- CreateIndex
CREATE INDEX "receipt_practiceId_deliveryId_idx" ON "receipt"("practiceId", "deliveryId");
