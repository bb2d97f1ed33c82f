// An account that belongs to no practice yet, for journeys that begin before one.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Person } from './mint';

export async function newAccount(db: pg.Client, name: string, email: string): Promise<Person> {
  const accountId = randomUUID();
  await db.query('insert into account (id, email, name, "emailProvenAt") values ($1, $2, $3, now())', [
    accountId,
    email,
    name,
  ]);
  return {
    id: '',
    name,
    right: null,
    jobRoles: [],
    accountId,
    loginEmail: email,
    mobile: null,
    email,
  };
}
