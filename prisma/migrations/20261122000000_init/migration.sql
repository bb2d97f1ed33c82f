-- CreateTable
CREATE TABLE "person" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "jobRoles" TEXT[],
    "siteId" UUID,
    "accountId" UUID,
    "right" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "reach" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "verifiedAt" TIMESTAMPTZ(3),
    "consentAt" TIMESTAMPTZ(3),
    "optedOutAt" TIMESTAMPTZ(3),
    "lastAnsweredAt" TIMESTAMPTZ(3),

    CONSTRAINT "reach_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "tree" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "tree_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "tree_branch" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "treeId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "leadId" UUID NOT NULL,
    "deputyId" UUID,
    "waitMinutes" INTEGER NOT NULL,
    "needRole" TEXT,
    "needCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "tree_branch_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "tree_member" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "tree_member_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "practice_directory" (
    "practiceId" UUID NOT NULL,
    "slug" TEXT NOT NULL,

    CONSTRAINT "practice_directory_pkey" PRIMARY KEY ("practiceId")
);

-- CreateTable
CREATE TABLE "link_directory" (
    "tokenHash" TEXT NOT NULL,
    "practiceId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_directory_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "reply_window" (
    "numberHash" TEXT NOT NULL,
    "practiceId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reply_window_pkey" PRIMARY KEY ("numberHash","practiceId","deliveryId")
);

-- CreateTable
CREATE TABLE "number_opt_out" (
    "numberHash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "number_opt_out_pkey" PRIMARY KEY ("numberHash")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "chain" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "head" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "chain_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "event" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "chainId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "deviceAt" TIMESTAMPTZ(3),
    "payload" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "freshAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "accountId" UUID NOT NULL,
    "practiceId" UUID NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("accountId","practiceId")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "incident" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "treeId" UUID,
    "state" TEXT NOT NULL,
    "drill" BOOLEAN NOT NULL,
    "whatDown" TEXT[],
    "noticedAt" TIMESTAMPTZ(3) NOT NULL,
    "reportedAt" TIMESTAMPTZ(3),
    "reportedBy" UUID,
    "declaredAt" TIMESTAMPTZ(3),
    "declaredBy" UUID,
    "wentLongAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" UUID,
    "closeReason" TEXT NOT NULL DEFAULT '',
    "nextUpdateAt" TIMESTAMPTZ(3),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "run" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "minuteZero" TIMESTAMPTZ(3) NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "addedBy" UUID,

    CONSTRAINT "run_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "run_step" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "critical" BOOLEAN NOT NULL,
    "needs" TEXT[],
    "evidence" TEXT NOT NULL,

    CONSTRAINT "run_step_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "command" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incidentId" UUID,
    "kind" TEXT NOT NULL,
    "stepId" UUID,
    "value" JSONB NOT NULL,
    "accountId" UUID NOT NULL,
    "deviceSeq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "seq" INTEGER,
    "code" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "command_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "reachId" UUID NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leaseToken" UUID,
    "leaseUntil" TIMESTAMPTZ(3),
    "providerId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "handedOverAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "providerEventId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "answer" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "practice" (
    "practiceId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "smsName" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ehr" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "practice_pkey" PRIMARY KEY ("practiceId")
);

-- CreateTable
CREATE TABLE "site" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "zone" TEXT,
    "hours" JSONB NOT NULL DEFAULT '{}',
    "facts" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL DEFAULT 0,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "site_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "alternate_site" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "mapUrl" TEXT NOT NULL,
    "keys" TEXT NOT NULL,
    "agreement" TEXT NOT NULL,
    "agreementExpires" DATE,
    "capacity" TEXT NOT NULL,
    "power" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "coldChain" TEXT NOT NULL,
    "drugStorage" TEXT NOT NULL,
    "worksThere" TEXT NOT NULL,
    "doesNotWork" TEXT NOT NULL,
    "reportsThere" JSONB NOT NULL DEFAULT '[]',
    "checks" TEXT[],
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "alternate_site_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "vendor" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "supportLine" TEXT NOT NULL,
    "accountNumber" TEXT NOT NULL,
    "promise" TEXT NOT NULL,
    "exitFacts" TEXT NOT NULL,
    "statusPage" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "vendor_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "currentId" UUID,
    "ownerId" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "runbook_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook_version" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runbookId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "escalatesTo" TEXT[],
    "changeNote" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),
    "publishedBy" UUID,
    "reviewOn" DATE,

    CONSTRAINT "runbook_version_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook_section" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "runbook_section_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateTable
CREATE TABLE "runbook_step" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "sectionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "dueMinutes" INTEGER,
    "critical" BOOLEAN NOT NULL,
    "needs" TEXT[],
    "evidence" TEXT NOT NULL,

    CONSTRAINT "runbook_step_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_practiceId_accountId_key" ON "person"("practiceId", "accountId");

-- CreateIndex
CREATE INDEX "reach_practiceId_personId_idx" ON "reach"("practiceId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "reach_practiceId_personId_address_key" ON "reach"("practiceId", "personId", "address");

-- CreateIndex
CREATE INDEX "tree_branch_practiceId_treeId_idx" ON "tree_branch"("practiceId", "treeId");

-- CreateIndex
CREATE UNIQUE INDEX "tree_member_practiceId_branchId_personId_key" ON "tree_member"("practiceId", "branchId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "practice_directory_slug_key" ON "practice_directory"("slug");

-- CreateIndex
CREATE INDEX "link_directory_practiceId_idx" ON "link_directory"("practiceId");

-- CreateIndex
CREATE UNIQUE INDEX "event_practiceId_chainId_seq_key" ON "event"("practiceId", "chainId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_tokenHash_key" ON "session"("tokenHash");

-- CreateIndex
CREATE INDEX "session_accountId_idx" ON "session"("accountId");

-- CreateIndex
CREATE INDEX "membership_practiceId_idx" ON "membership"("practiceId");

-- CreateIndex
CREATE INDEX "incident_practiceId_state_idx" ON "incident"("practiceId", "state");

-- CreateIndex
CREATE INDEX "incident_practiceId_noticedAt_id_idx" ON "incident"("practiceId", "noticedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "run_practiceId_incidentId_versionId_key" ON "run"("practiceId", "incidentId", "versionId");

-- CreateIndex
CREATE INDEX "run_step_practiceId_incidentId_idx" ON "run_step"("practiceId", "incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "run_step_practiceId_runId_key_key" ON "run_step"("practiceId", "runId", "key");

-- CreateIndex
CREATE INDEX "command_practiceId_incidentId_idx" ON "command"("practiceId", "incidentId");

-- CreateIndex
CREATE INDEX "delivery_practiceId_channel_state_dueAt_idx" ON "delivery"("practiceId", "channel", "state", "dueAt");

-- CreateIndex
CREATE INDEX "delivery_practiceId_incidentId_idx" ON "delivery"("practiceId", "incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_practiceId_eventId_personId_reachId_round_key" ON "delivery"("practiceId", "eventId", "personId", "reachId", "round");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_practiceId_providerEventId_key" ON "receipt"("practiceId", "providerEventId");

-- CreateIndex
CREATE INDEX "answer_practiceId_incidentId_personId_idx" ON "answer"("practiceId", "incidentId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_practiceId_slug_key" ON "runbook"("practiceId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_version_practiceId_runbookId_number_key" ON "runbook_version"("practiceId", "runbookId", "number");

-- CreateIndex
CREATE INDEX "runbook_section_practiceId_versionId_idx" ON "runbook_section"("practiceId", "versionId");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_step_practiceId_versionId_key_key" ON "runbook_step"("practiceId", "versionId", "key");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "practice"("practiceId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reach" ADD CONSTRAINT "reach_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tree_branch" ADD CONSTRAINT "tree_branch_practiceId_treeId_fkey" FOREIGN KEY ("practiceId", "treeId") REFERENCES "tree"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tree_branch" ADD CONSTRAINT "tree_branch_practiceId_leadId_fkey" FOREIGN KEY ("practiceId", "leadId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tree_branch" ADD CONSTRAINT "tree_branch_practiceId_deputyId_fkey" FOREIGN KEY ("practiceId", "deputyId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tree_member" ADD CONSTRAINT "tree_member_practiceId_branchId_fkey" FOREIGN KEY ("practiceId", "branchId") REFERENCES "tree_branch"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tree_member" ADD CONSTRAINT "tree_member_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_practiceId_treeId_fkey" FOREIGN KEY ("practiceId", "treeId") REFERENCES "tree"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_practiceId_incidentId_fkey" FOREIGN KEY ("practiceId", "incidentId") REFERENCES "incident"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_practiceId_versionId_fkey" FOREIGN KEY ("practiceId", "versionId") REFERENCES "runbook_version"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run_step" ADD CONSTRAINT "run_step_practiceId_incidentId_fkey" FOREIGN KEY ("practiceId", "incidentId") REFERENCES "incident"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run_step" ADD CONSTRAINT "run_step_practiceId_runId_fkey" FOREIGN KEY ("practiceId", "runId") REFERENCES "run"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "command" ADD CONSTRAINT "command_practiceId_incidentId_fkey" FOREIGN KEY ("practiceId", "incidentId") REFERENCES "incident"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_practiceId_incidentId_fkey" FOREIGN KEY ("practiceId", "incidentId") REFERENCES "incident"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_practiceId_reachId_fkey" FOREIGN KEY ("practiceId", "reachId") REFERENCES "reach"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_practiceId_deliveryId_fkey" FOREIGN KEY ("practiceId", "deliveryId") REFERENCES "delivery"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_practiceId_incidentId_fkey" FOREIGN KEY ("practiceId", "incidentId") REFERENCES "incident"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_practiceId_personId_fkey" FOREIGN KEY ("practiceId", "personId") REFERENCES "person"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "practice"("practiceId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "alternate_site" ADD CONSTRAINT "alternate_site_practiceId_siteId_fkey" FOREIGN KEY ("practiceId", "siteId") REFERENCES "site"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "vendor" ADD CONSTRAINT "vendor_practiceId_fkey" FOREIGN KEY ("practiceId") REFERENCES "practice"("practiceId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook" ADD CONSTRAINT "runbook_practiceId_currentId_fkey" FOREIGN KEY ("practiceId", "currentId") REFERENCES "runbook_version"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_version" ADD CONSTRAINT "runbook_version_practiceId_runbookId_fkey" FOREIGN KEY ("practiceId", "runbookId") REFERENCES "runbook"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_section" ADD CONSTRAINT "runbook_section_practiceId_versionId_fkey" FOREIGN KEY ("practiceId", "versionId") REFERENCES "runbook_version"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_step" ADD CONSTRAINT "runbook_step_practiceId_versionId_fkey" FOREIGN KEY ("practiceId", "versionId") REFERENCES "runbook_version"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "runbook_step" ADD CONSTRAINT "runbook_step_practiceId_sectionId_fkey" FOREIGN KEY ("practiceId", "sectionId") REFERENCES "runbook_section"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
