// A photo in the record, and, for a manager, taking away one that shows more than it should.
import { Field } from '@/components/ui/field';
import { ActForm } from '@/components/ui/form';
import { SureBox } from '@/components/ui/sure-box';
import type { TimelineLine } from '@/lib/incidents';
import { takeAwayPhoto } from './actions';

interface Props {
  practice: { id: string; slug: string };
  photo: NonNullable<TimelineLine['photo']>;
  mayRemove: boolean;
}

export function RecordPhoto({ practice, photo, mayRemove }: Props) {
  const { id, title, width, height, here } = photo;
  return (
    <>
      {here && (
        <img
          src={`/live/v1/${practice.id}/photos/${id}`}
          width={width}
          height={height}
          alt={title}
          className="rounded-corner mt-2 block h-auto max-h-80 w-auto max-w-full"
        />
      )}
      {mayRemove && (
        // Stays when the photo is gone: there it says so.
        <details className="no-print mt-1 max-w-prose">
          <summary className={here ? 'inline-flex min-h-12 cursor-pointer items-center underline' : 'hidden'}>
            Remove this photo<span className="sr-only"> of {title}</span>
          </summary>
          <ActForm
            act={takeAwayPhoto}
            fields={{ practice: practice.slug, photo: id }}
            word="Remove it for good"
            label={`Remove the photo of ${title} for good`}
            busy="Removing…"
            look="danger"
            offered={here}
          >
            <Field
              label="Why"
              hint="It stays in the record, so say what kind of thing was to be seen, not whose."
              name="reason"
              required
              maxLength={300}
            />
            <SureBox word="Yes, remove this photo. Nobody can bring it back." />
          </ActForm>
        </details>
      )}
    </>
  );
}
