import { seed } from '@/prisma/seed';
import { closeDatabase } from '@/lib/db';
const t = Date.now();
try {
  await seed({ log: console.log });
} catch (e) {
  console.error(e);
  process.exitCode = 1;
}
console.log('ms', Date.now() - t);
await closeDatabase();
