// Who is acting, and what that right allows.
import { AppError } from '@/lib/core';
import { may, type Act, type JobRole, type Right } from './rules';

export interface Member {
  kind: 'member';
  accountId: string;
  sessionId: string;
  personId: string;
  name: string;
  right: Right;
  jobRoles: readonly JobRole[];
}

/** Somebody who answers from a message, without logging in: may answer for one person only. */
export interface Recipient {
  kind: 'recipient';
  personId: string;
  name: string;
  deliveryId: string;
}

/** The product itself: worker, seed. */
export interface System {
  kind: 'system';
  name: string;
}

export type Actor = Member | Recipient | System;

export interface Ctx {
  practiceId: string;
  actor: Actor;
  /** For seeds and tests: the moment that counts as now. Everybody else lives by the database's clock. */
  at?: Date;
}

export type MemberCtx = Ctx & { actor: Member };

/** @throws AppError forbidden when the actor's right does not allow the act. */
export function authorize(ctx: Ctx, act: Act): void {
  if (ctx.actor.kind === 'system') return;
  const right = ctx.actor.kind === 'member' ? ctx.actor.right : null;
  if (!may(right, act)) {
    throw new AppError(
      'forbidden',
      'You may not do this here. Ask your practice manager or the incident lead.',
    );
  }
}

/** The person acting, or null for the product itself. */
export function actingPerson(actor: Actor): string | null {
  return actor.kind === 'system' ? null : actor.personId;
}
