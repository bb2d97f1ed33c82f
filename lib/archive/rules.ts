// What an archive is and how big it may be; how long a deletion can be taken back. Pure.

/** The first line says so; a file of another kind or format is refused. */
export const ARCHIVE_KIND = 'practice';
export const ARCHIVE_FORMAT = 1;

/** What may be uploaded: what arrives within the minute a request may take; and what it may unpack to. */
export const MOST_FILE_BYTES = 60 * 1024 * 1024;
export const MOST_UNPACKED_BYTES = 1024 * 1024 * 1024;
export const MOST_LINE_BYTES = 8 * 1024 * 1024;
export const MOST_ROWS_A_TABLE = 200_000;

/** Tables whose rows stay behind: what can be made again, and what only this installation can sign. */
export const STAYS_BEHIND: readonly string[] = ['binder_file', 'chain_seal'];

/** Columns that stay behind: who may log in, and what only means something where it was made. */
export const DROPPED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  practice: ['deleteAfter', 'deleteAskedBy'],
  person: ['accountId', 'right'],
  invitation: ['accountId'],
  reach: ['codeId', 'codeSentAt', 'codeTries'],
  delivery: ['leaseToken', 'leaseUntil'],
};

/** Columns of the practice's own row that the practice it is brought into keeps. */
export const OWN_COLUMNS: readonly string[] = ['slug', 'createdAt'];

/** So many old incidents go by one press; which ones must fit into one entry, and that into a cell of a table. */
export const MOST_OLD_AT_ONCE = 150;

/** A deletion can be taken back for so long. */
export const GRACE_DAYS = 14;

/** Columns that do not come in: whether a number is somebody's, and who may do what, is for whoever is here. */
export const NOT_TAKEN: Readonly<Record<string, readonly string[]>> = {
  reach: ['verifiedAt'],
  person_site: ['right'],
};

/** No text of ours is longer; names and the like are much shorter. */
export const MOST_TEXT = 100_000;
export const MOST_SHORT = 1_000;
export const SHORT_COLUMNS: readonly string[] = [
  'name',
  'title',
  'address',
  'phone',
  'email',
  'actor',
  'kind',
];
