'use server';
// What is changed on the pages of people: who they are, how they are reached, and whether that is right.
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import {
  addPersonByHand,
  addWay,
  askEverybody,
  askPerson,
  bringBackPerson,
  changePerson,
  changeWay,
  confirmPerson,
  personLeft,
  putWayFirst,
  removeWay,
  sendCode,
  setConsent,
  setLanguage,
  typeCode,
} from '@/lib/contacts';
import { AddWay, ChangeWay, OwnLanguage, PersonId, SetConsent, TypeCode, WayId } from '@/lib/contacts/schema';
import { isAppError, plural } from '@/lib/core';
import { action } from '@/lib/web';
import { EditPerson, NewPerson, withJobs } from './forms';

/** Who is reached where decides who is told: only for somebody who showed who they are a moment ago. */
const FRESH = { fresh: true } as const;

function refresh(): void {
  revalidatePath('/p/[practice]', 'layout');
}

function goTo(practice: string, path: string): never {
  refresh();
  redirect(`/p/${practice}/contacts${path}`);
}

export const makePerson = action(
  NewPerson,
  async (ctx, input, practice) => goTo(practice, `/people/${await addPersonByHand(ctx, withJobs(input))}`),
  FRESH,
);

export const savePerson = action(
  EditPerson,
  async (ctx, input) => {
    try {
      await changePerson(ctx, withJobs(input));
    } catch (error) {
      // The form learns what is stored now, so that the next press is an answer.
      if (isAppError(error) && error.code === 'conflict') refresh();
      throw error;
    }
    refresh();
    return 'Saved.';
  },
  FRESH,
);

export const saveLanguage = action(OwnLanguage, async (ctx, input) => {
  await setLanguage(ctx, input);
  refresh();
  return 'Saved. The next message comes in this language.';
});

export const leave = action(
  PersonId,
  async (ctx, input, practice) => {
    await personLeft(ctx, input);
    return goTo(practice, '');
  },
  FRESH,
);

export const comeBack = action(
  PersonId,
  async (ctx, input, practice) => {
    await bringBackPerson(ctx, input);
    return goTo(practice, `/people/${input.personId}`);
  },
  FRESH,
);

export const addReach = action(
  AddWay,
  async (ctx, input) => {
    await addWay(ctx, input);
    refresh();
    return 'Added. Send a code to show that it works.';
  },
  FRESH,
);

export const changeReach = action(
  ChangeWay,
  async (ctx, input) => {
    await changeWay(ctx, input);
    refresh();
    return 'Saved. Send a code to show that the new one works.';
  },
  FRESH,
);

export const removeReach = action(
  WayId,
  async (ctx, input) => {
    await removeWay(ctx, input);
    refresh();
    return undefined;
  },
  FRESH,
);

export const reachFirst = action(
  WayId,
  async (ctx, input) => {
    await putWayFirst(ctx, input);
    refresh();
    return 'It is tried first now.';
  },
  FRESH,
);

export const saveConsent = action(
  SetConsent,
  async (ctx, input) => {
    await setConsent(ctx, input);
    refresh();
    return input.given === 'yes' ? 'Recorded, with your name and these words.' : 'Taken back.';
  },
  FRESH,
);

export const codeOut = action(WayId, async (ctx, input) => {
  await sendCode(ctx, input);
  refresh();
  return 'A code is on its way. It works for ten minutes.';
});

export const codeBack = action(TypeCode, async (ctx, input) => {
  await typeCode(ctx, input);
  refresh();
  return 'That is the code: this works.';
});

export const sayRight = action(PersonId, async (ctx, input) => {
  await confirmPerson(ctx, input);
  refresh();
  return 'Kept, with today’s date.';
});

export const askNow = action(PersonId, async (ctx, input) => {
  await askPerson(ctx, input);
  refresh();
  return 'Asked. The answer shows here.';
});

export const askAll = action(z.strictObject({}), async (ctx) => {
  const asked = await askEverybody(ctx);
  refresh();
  if (asked === 0) return 'Everybody who can be asked was asked today already.';
  return `${plural(asked, 'person is', 'people are')} asked. Their answers show in the list.`;
});
