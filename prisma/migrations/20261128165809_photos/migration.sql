-- CreateTable
CREATE TABLE "photo" (
    "practiceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "photo_pkey" PRIMARY KEY ("practiceId","id")
);

-- CreateIndex
CREATE INDEX "photo_practiceId_incidentId_idx" ON "photo"("practiceId", "incidentId");

-- AddForeignKey
ALTER TABLE "photo" ADD CONSTRAINT "photo_practiceId_incidentId_fkey" FOREIGN KEY ("practiceId", "incidentId") REFERENCES "incident"("practiceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
-- The walls of the new table, and what each role may do. What was photographed by mistake can be removed; what is there
-- is never changed.
alter table photo enable row level security;
alter table photo force row level security;
create policy wall on photo using ("practiceId" = (select app_practice()))
  with check ("practiceId" = (select app_practice()));
grant select, insert on photo to holdfast_app, holdfast_worker;
grant delete on photo to holdfast_app;
grant select, delete on photo to holdfast_keeper;
