// A photo in the record, and, for a manager, taking away one that shows more than it should.
import { ActForm } from '@/components/ui/form';
import { Field } from '@/components/ui/field';
import { SureBox } from '@/components/ui/sure-box';
import type { TimelineLine } from '@/lib/incidents';
import { takeAwayPhoto } from './actions';

export function RecordPhoto({
  practice,
  photo,
  mayRemove,
}: {
  practice: { id: string; slug: string };
  photo: NonNullable<TimelineLine['photo']>;
  mayRemove: boolean;
}) {
  return (
    <>
      <img
        src={`/live/v1/${practice.id}/photos/${photo.id}`}
        width={photo.width}
        height={photo.height}
        alt={photo.title}
        className="rounded-corner mt-2 block h-auto max-h-80 w-auto max-w-full"
      />
      {mayRemove && (
        <details className="no-print mt-1 max-w-prose">
          <summary className="inline-flex min-h-12 cursor-pointer items-center underline">
            Remove this photo
          </summary>
          <ActForm
            act={takeAwayPhoto}
            fields={{ practice: practice.slug, photo: photo.id }}
            word="Remove it for good"
            busy="Removing…"
            look="danger"
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
