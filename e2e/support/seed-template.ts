// Puts the demo practices into the template database, then lets go of it so that it can be copied.
import { closeDatabase } from '@/lib/db';
import { seed } from '@/prisma/seed';

await seed({ log: (line) => console.log(line) });
await closeDatabase();
// The sender of jobs and other open handles have nothing left to do.
process.exit(0);
