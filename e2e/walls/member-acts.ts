// The forms about members and set-up, for the walls' list (./acts).
const MEMBERS = 'app/p/[practice]/members/actions.ts#';
const SET_UP = 'app/p/[practice]/set-up/actions.ts#';
const MEMBER = { person: '{member}' };
const MEMBER_PAGE = '/p/{practice}/members/{member}';
const INVITATION = { invitation: '{invitation}' };

type Fields = Record<string, string>;

type Crossed<T> = (name: string, page: string, ids: Fields, rest?: Fields) => T[];

/** `crossed` says how a form is sent with ids that are not one's own; `sensitive` the same for what wants a fresh proof. */
export function memberActs<T>(crossed: Crossed<T>, sensitive: Crossed<T>): T[] {
  return [
    ...sensitive(
      `${MEMBERS}inviteListed`,
      '/p/{practice}/members/invite',
      { person: '{person}' },
      { email: '', right: 'staff' },
    ),
    ...sensitive(
      `${MEMBERS}inviteSome`,
      '/p/{practice}/members/invite',
      { who_0: '{person}' },
      { right: 'staff' },
    ),
    ...sensitive(
      `${MEMBERS}inviteNew`,
      '/p/{practice}/members/invite',
      { site: '{site}' },
      { name: 'From the other side', email: 'other@side.example', right: 'staff', job_billing: 'on' },
    ),
    ...sensitive(`${MEMBERS}resend`, MEMBER_PAGE, INVITATION),
    ...sensitive(`${MEMBERS}revoke`, MEMBER_PAGE, INVITATION),
    ...sensitive(`${MEMBERS}setRight`, MEMBER_PAGE, MEMBER, { right: 'staff' }),
    ...sensitive(`${MEMBERS}setJobs`, MEMBER_PAGE, { ...MEMBER, site: '{site}' }, { job_billing: 'on' }),
    ...sensitive(
      `${MEMBERS}setPart`,
      MEMBER_PAGE,
      { ...MEMBER, site: '{site}' },
      { right: 'lead', job_billing: 'on' },
    ),
    ...sensitive(`${MEMBERS}end`, MEMBER_PAGE, MEMBER, { how: 'left' }),
    ...sensitive(`${MEMBERS}bringBack`, MEMBER_PAGE, MEMBER, { right: '' }),
    ...sensitive(`${MEMBERS}leave`, '/p/{practice}/members', {}),
    ...crossed(`${SET_UP}putLater`, '/p/{practice}/set-up', {}, { step: 'pin', later: 'yes' }),
    ...crossed(`${SET_UP}putAway`, '/p/{practice}/set-up', {}, { away: 'yes' }),
    ...crossed(`${SET_UP}addPlans`, '/p/{practice}/set-up/plans', {}),
    ...crossed(`${SET_UP}choosePlans`, '/p/{practice}/set-up/plans', {}, { 'keep-short-downtime': 'on' }),
  ];
}
