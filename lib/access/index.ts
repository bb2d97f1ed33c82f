// Who is acting, and what that right allows.
import { AppError } from '@/lib/core';
import { mayAt, type Act, type JobRole, type Right, type SitePart } from './rules';

export interface Member {
  kind: 'member';
  accountId: string;
  sessionId: string;
  personId: string;
  name: string;
  right: Right;
  jobRoles: readonly JobRole[];
  /** Where they are something else than everywhere. */
  parts: readonly SitePart[];
  /** True for whoever came in with a printed code: for a downtime, and nothing of that person's own. */
  breakGlass?: true;
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

/**
 * @param siteId the site the act is about, where rights may differ by site
 * @throws AppError forbidden when the actor's right (there) does not allow the act.
 */
export function authorize(ctx: Ctx, act: Act, siteId?: string): void {
  const { actor } = ctx;
  if (actor.kind === 'system') return;
  if (actor.kind !== 'member' || !mayAt(actor, act, siteId ?? null)) {
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
