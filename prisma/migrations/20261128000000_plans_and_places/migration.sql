-- Plans are written and compared, places are kept, the kit is checked, the binder is printed.

-- What is published never changes by anybody's hand; only here, to give it the new columns.
alter table runbook_step disable trigger published_stays;
alter table runbook_section disable trigger published_stays;

-- DropIndex
DROP INDEX "runbook_section_practiceId_versionId_idx";

-- AlterTable
ALTER TABLE "alternate_site" ADD COLUMN     "ownerId" UUID;

-- AlterTable
ALTER TABLE "delivery" ALTER COLUMN "incidentId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "practice" ADD COLUMN     "facts" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "run_step" ADD COLUMN     "addedAt" TIMESTAMPTZ(3),
ADD COLUMN     "withdrawnAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "runbook" ADD COLUMN     "deactivatedAt" TIMESTAMPTZ(3),
ADD COLUMN     "draftId" UUID,
ADD COLUMN     "edition" INTEGER,
ADD COLUMN     "reviewOn" DATE,
ADD COLUMN     "starter" TEXT;

-- AlterTable
ALTER TABLE "runbook_section" ADD COLUMN     "key" TEXT;
update runbook_section set key = 'section-' || (position + 1);
ALTER TABLE "runbook_section" ALTER COLUMN "key" SET NOT NULL;

-- AlterTable
ALTER TABLE "runbook_step" ADD COLUMN     "due" JSONB;
update runbook_step set due = jsonb_build_object('minutes', "dueMinutes") where "dueMinutes" is not null;
ALTER TABLE "runbook_step" DROP COLUMN "dueMinutes";

-- AlterTable
ALTER TABLE "runbook_version" ADD COLUMN     "approvedBy" UUID,
ADD COLUMN     "effectiveOn" DATE,
ADD COLUMN     "tellRoles" TEXT[];

update runbook r set "reviewOn" = v."reviewOn" from runbook_version v
  where v."practiceId" = r."practiceId" and v.id = r."currentId";

-- AlterTable
ALTER TABLE "vendor" ADD COLUMN     "claimDays" INTEGER,
ADD COLUMN     "countsFrom" INTEGER,
ADD COLUMN     "dataExport" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "promisePercent" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "binder_file" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "contents" JSONB NOT NULL,
    "pages" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "binder_file_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "binder_tick" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "personId" UUID,
    "fingerprint" TEXT NOT NULL,
    "contents" JSONB NOT NULL,
    "pages" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "binder_tick_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "site_system" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "vendorId" UUID,
    "name" TEXT NOT NULL,
    "canWaitMinutes" INTEGER NOT NULL,
    "meanwhile" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "site_system_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "kit_item" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "siteId" UUID,
    "ownerId" UUID,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "everyDays" INTEGER NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "kit_item_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "kit_check" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "personId" UUID,
    "fine" BOOLEAN NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kit_check_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook_draft" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runbookId" UUID NOT NULL,
    "basedOnId" UUID,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "state" BYTEA NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedBy" UUID,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "savedBy" UUID,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "runbook_draft_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook_edit" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "draftId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "personId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "change" BYTEA NOT NULL,

    CONSTRAINT "runbook_edit_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook_review" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runbookId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "personId" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "nextOn" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runbook_review_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "binder_file_practiceId_siteId_key" ON "binder_file"("practiceId", "siteId");

-- CreateIndex
CREATE INDEX "binder_tick_practiceId_siteId_idx" ON "binder_tick"("practiceId", "siteId");

-- CreateIndex
CREATE INDEX "site_system_practiceId_siteId_idx" ON "site_system"("practiceId", "siteId");

-- CreateIndex
CREATE INDEX "kit_check_practiceId_itemId_idx" ON "kit_check"("practiceId", "itemId");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_practiceId_about_personId_key" ON "reminder"("practiceId", "about", "personId");

-- CreateIndex
CREATE INDEX "runbook_draft_practiceId_runbookId_idx" ON "runbook_draft"("practiceId", "runbookId");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_edit_practiceId_draftId_seq_key" ON "runbook_edit"("practiceId", "draftId", "seq");

-- CreateIndex
CREATE INDEX "runbook_review_practiceId_runbookId_idx" ON "runbook_review"("practiceId", "runbookId");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_section_practiceId_versionId_key_key" ON "runbook_section"("practiceId", "versionId", "key");

-- AddForeignKey
ALTER TABLE "binder_file" ADD CONSTRAINT "binder_file_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "binder_tick" ADD CONSTRAINT "binder_tick_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "alternate_site" ADD CONSTRAINT "alternate_site_practiceId_ownerId_fkey" FOREIGN KEY ("practiceId", "ownerId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "site_system" ADD CONSTRAINT "site_system_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "site_system" ADD CONSTRAINT "site_system_practiceId_vendorId_fkey" FOREIGN KEY ("practiceId", "vendorId") REFERENCES "vendor"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "kit_item" ADD CONSTRAINT "kit_item_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "kit_item" ADD CONSTRAINT "kit_item_practiceId_ownerId_fkey" FOREIGN KEY ("practiceId", "ownerId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "kit_check" ADD CONSTRAINT "kit_check_practiceId_itemId_fkey" FOREIGN KEY ("practiceId", "itemId") REFERENCES "kit_item"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook" ADD CONSTRAINT "runbook_practiceId_draftId_fkey" FOREIGN KEY ("practiceId", "draftId") REFERENCES "runbook_draft"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_draft" ADD CONSTRAINT "runbook_draft_practiceId_runbookId_fkey" FOREIGN KEY ("practiceId", "runbookId") REFERENCES "runbook"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_draft" ADD CONSTRAINT "runbook_draft_practiceId_basedOnId_fkey" FOREIGN KEY ("practiceId", "basedOnId") REFERENCES "runbook_version"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_edit" ADD CONSTRAINT "runbook_edit_practiceId_draftId_fkey" FOREIGN KEY ("practiceId", "draftId") REFERENCES "runbook_draft"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_review" ADD CONSTRAINT "runbook_review_practiceId_runbookId_fkey" FOREIGN KEY ("practiceId", "runbookId") REFERENCES "runbook"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_review" ADD CONSTRAINT "runbook_review_practiceId_versionId_fkey" FOREIGN KEY ("practiceId", "versionId") REFERENCES "runbook_version"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table runbook_step enable trigger published_stays;
alter table runbook_section enable trigger published_stays;

-- The walls of the new tables, and what each role may do.
do $$
declare t text;
begin
  foreach t in array array['site_system', 'runbook_draft', 'runbook_edit', 'runbook_review', 'kit_item', 'kit_check',
    'reminder', 'binder_file', 'binder_tick']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy wall on %I using ("practiceId" = (select app_practice()))'
      ' with check ("practiceId" = (select app_practice()))', t);
    execute format('grant select, insert on %I to holdfast_app, holdfast_worker', t);
    execute format('grant select, delete on %I to holdfast_keeper', t);
    -- Facts are only ever added.
    if t not in ('runbook_edit', 'runbook_review', 'kit_check', 'reminder', 'binder_tick') then
      execute format('grant update on %I to holdfast_app, holdfast_worker', t);
    end if;
  end loop;
end $$;
