// What a form shows after it was sent. Browsers import only the types.

/** The answer of an action: what to say, and what was typed, so that nothing is lost. */
export interface FormState {
  error: string | null;
  done: string | null;
  /** By field name; never a password. */
  values: Record<string, string>;
  /** The act wants to know first that it is really this person: the form shows where to confirm that. */
  confirm?: true;
}

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;
