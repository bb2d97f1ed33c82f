-- AlterTable
ALTER TABLE "account" ADD COLUMN     "emailProvenAt" TIMESTAMPTZ(3),
ADD COLUMN     "mobile" TEXT,
ALTER COLUMN "passwordHash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "practice" ADD COLUMN     "clockMarks" INTEGER[] DEFAULT ARRAY[15, 30, 60, 120, 240, 480, 1440, 4320, 7200]::INTEGER[],
ADD COLUMN     "confirmDays" INTEGER NOT NULL DEFAULT 90,
ADD COLUMN     "deleteAfter" TIMESTAMPTZ(3),
ADD COLUMN     "deleteAskedBy" UUID,
ADD COLUMN     "keepYears" INTEGER NOT NULL DEFAULT 6,
ADD COLUMN     "mailName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "photos" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reportMinutes" INTEGER NOT NULL DEFAULT 15,
ADD COLUMN     "setUp" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "reach" ADD COLUMN     "codeId" UUID,
ADD COLUMN     "codeSentAt" TIMESTAMPTZ(3),
ADD COLUMN     "codeTries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "consentBy" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "consentWords" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "removedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'password',
ADD COLUMN     "practiceId" UUID;

-- AlterTable
ALTER TABLE "tree_branch" ADD COLUMN     "parentId" UUID;

-- CreateTable
CREATE TABLE "person_site" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "right" TEXT,
    "jobRoles" TEXT[],

    CONSTRAINT "person_site_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "right" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "invitedBy" UUID,
    "eventId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "accountId" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "people_import" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "startedBy" UUID,
    "fileName" TEXT NOT NULL DEFAULT '',
    "rows" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "refused" JSONB NOT NULL DEFAULT '[]',
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "people_import_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "contact_test" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "treeId" UUID NOT NULL,
    "treeName" TEXT NOT NULL,
    "startedBy" UUID,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "windowMinutes" INTEGER NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "eventId" UUID NOT NULL,

    CONSTRAINT "contact_test_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "contact_test_person" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "testId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "jobRoles" TEXT[],
    "answeredAt" TIMESTAMPTZ(3),
    "via" TEXT,
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "contact_test_person_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "practice_deletion" (
    "practiceId" UUID NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "practice_deletion_pkey" PRIMARY KEY ("practiceId")
);

-- CreateTable
CREATE TABLE "chain_seal" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "chainId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chain_seal_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "pinHash" TEXT NOT NULL,
    "wrongPins" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "factor" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret" TEXT NOT NULL DEFAULT '',
    "lastStep" INTEGER NOT NULL DEFAULT 0,
    "credentialId" TEXT,
    "publicKey" TEXT NOT NULL DEFAULT '',
    "counter" INTEGER NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "door_code" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "practiceId" UUID,
    "kind" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "door_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "door_pass" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "accountId" UUID,
    "sessionId" UUID,
    "address" TEXT NOT NULL DEFAULT '',
    "challenge" TEXT NOT NULL DEFAULT '',
    "linkHash" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "door_pass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_message" (
    "id" UUID NOT NULL,
    "accountId" UUID,
    "passId" UUID,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handedOverAt" TIMESTAMPTZ(3),

    CONSTRAINT "account_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_site_practiceId_personId_siteId_key" ON "person_site"("practiceId", "personId", "siteId");

-- CreateIndex
CREATE INDEX "invitation_practiceId_personId_idx" ON "invitation"("practiceId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_practiceId_eventId_key" ON "invitation"("practiceId", "eventId");

-- CreateIndex
CREATE UNIQUE INDEX "contact_test_practiceId_eventId_key" ON "contact_test"("practiceId", "eventId");

-- CreateIndex
CREATE UNIQUE INDEX "contact_test_person_practiceId_testId_personId_key" ON "contact_test_person"("practiceId", "testId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "chain_seal_practiceId_chainId_seq_key" ON "chain_seal"("practiceId", "chainId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "device_tokenHash_key" ON "device"("tokenHash");

-- CreateIndex
CREATE INDEX "device_accountId_idx" ON "device"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "factor_credentialId_key" ON "factor"("credentialId");

-- CreateIndex
CREATE INDEX "factor_accountId_idx" ON "factor"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "door_code_codeHash_key" ON "door_code"("codeHash");

-- CreateIndex
CREATE INDEX "door_code_accountId_idx" ON "door_code"("accountId");

-- CreateIndex
CREATE INDEX "door_code_practiceId_idx" ON "door_code"("practiceId");

-- CreateIndex
CREATE UNIQUE INDEX "door_pass_linkHash_key" ON "door_pass"("linkHash");

-- CreateIndex
CREATE INDEX "door_pass_expiresAt_idx" ON "door_pass"("expiresAt");

-- CreateIndex
CREATE INDEX "account_message_accountId_idx" ON "account_message"("accountId");

-- CreateIndex
CREATE INDEX "account_message_createdAt_idx" ON "account_message"("createdAt");

-- AddForeignKey
ALTER TABLE "person_site" ADD CONSTRAINT "person_site_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person_site" ADD CONSTRAINT "person_site_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tree_branch" ADD CONSTRAINT "tree_branch_practiceId_parentId_fkey" FOREIGN KEY ("practiceId", "parentId") REFERENCES "tree_branch"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_test" ADD CONSTRAINT "contact_test_practiceId_treeId_fkey" FOREIGN KEY ("practiceId", "treeId") REFERENCES "tree"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_test_person" ADD CONSTRAINT "contact_test_person_practiceId_testId_fkey" FOREIGN KEY ("practiceId", "testId") REFERENCES "contact_test"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_test_person" ADD CONSTRAINT "contact_test_person_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "factor" ADD CONSTRAINT "factor_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "door_code" ADD CONSTRAINT "door_code_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- The accounts there were so far were made by the product itself, for people it knew.
update account set "emailProvenAt" = "createdAt";

-- The walls of the new tables, and what each role may do.
do $$
declare t text;
begin
  foreach t in array array['person_site', 'invitation', 'people_import', 'contact_test', 'contact_test_person', 'chain_seal']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy wall on %I using ("practiceId" = (select app_practice()))'
      ' with check ("practiceId" = (select app_practice()))', t);
    execute format('grant select, insert on %I to holdfast_app, holdfast_worker', t);
    execute format('grant select, delete on %I to holdfast_keeper', t);
    -- Facts are only ever added.
    if t <> 'chain_seal' then
      execute format('grant update on %I to holdfast_app, holdfast_worker', t);
    end if;
  end loop;
end $$;

-- What somebody is at one site is the only new tenant row a user's edit removes.
grant delete on person_site to holdfast_app;

grant select, insert, update on device, factor, door_code to holdfast_app;
grant delete on factor to holdfast_app;
grant select, insert, update, delete on door_pass, account_message to holdfast_app, holdfast_worker;
grant select on practice_deletion to holdfast_app, holdfast_worker;
-- The keeper deletes a practice: its rows, the codes and sessions that open only it, and leaves a signed line.
grant select, insert on practice_deletion to holdfast_keeper;
grant select, delete on door_code, session to holdfast_keeper;

-- A published version never changes; it goes only with its whole practice.
create or replace function refuse_published() returns trigger language plpgsql
  as $$
begin
  if tg_op = 'DELETE' and current_user = 'holdfast_keeper' then
    return old;
  end if;
  if exists (select 1 from runbook_version v where v."publishedAt" is not null and (
      (tg_op <> 'INSERT' and v."practiceId" = old."practiceId" and v.id = old."versionId")
      or (tg_op <> 'DELETE' and v."practiceId" = new."practiceId" and v.id = new."versionId"))) then
    raise exception 'A published runbook version never changes';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
