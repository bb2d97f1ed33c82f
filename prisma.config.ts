// Where Prisma's command line finds the schema. It never opens a database: prisma/migrate.ts does.
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
