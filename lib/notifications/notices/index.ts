// Every event that is a notice, and what makes its messages. A new kind is one file here and one line.
import type { NoticeKind } from '../rules';
import { peopleAsked } from './confirm';
import { memberInvited } from './invitation';
import { deletionAsked, deletionCancelled } from './deletion';
import type { Notice } from './notice';
import { oldRecordsDeleted } from './old-records';
import { planPublished } from './plan';
import { reminderDue } from './reminder';
import { codeSent } from './verify';
import { testStarted } from './test';

export const NOTICES: Readonly<Record<string, { kind: NoticeKind; make: Notice }>> = {
  'runbook.published': { kind: 'plan', make: planPublished },
  'member.invited': { kind: 'invitation', make: memberInvited },
  'practice.deletion-asked': { kind: 'deletion', make: deletionAsked },
  'practice.deletion-cancelled': { kind: 'deletion', make: deletionCancelled },
  'records.deleted': { kind: 'old-records', make: oldRecordsDeleted },
  'reminder.due': { kind: 'reminder', make: reminderDue },
  'reach.code-sent': { kind: 'verify', make: codeSent },
  'people.asked': { kind: 'confirm', make: peopleAsked },
  'test.started': { kind: 'test', make: testStarted },
};
