/** @jsxImportSource preact */
// A step's photo: taking it, and showing it again, also while it waits on this phone.
import { useEffect, useState } from 'preact/hooks';
import type { Board, Mark } from '@/lib/incidents/schema';
import { photoOf, shrink } from '../photos';
import { state } from '../state';
import { sentences, t } from '../words';

const s = sentences('step');

export function Here({ bytes, alt }: { bytes: ArrayBuffer; alt: string }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url ? <img class="photo" src={url} alt={alt} /> : null;
}

/** What was taken for a step so far, and what is to be said of the picture chosen last. */
export interface Taken {
  bytes: ArrayBuffer | null;
  word: 'photoReading' | 'photoUnreadable' | null;
}
export const NOTHING: Taken = { bytes: null, word: null };

interface Props {
  taken: Taken;
  /** Whether it is what the step still wants, rather than something that may be added. */
  asked: boolean;
  onTaken(taken: Taken): void;
}

export function TakePhoto({ taken, asked, onTaken }: Props) {
  const { bytes, word } = taken;
  return (
    <div class="take">
      <p class="note" id="photo-warning">
        {s('photoWarning')}
      </p>
      {bytes && <Here bytes={bytes} alt={s('photoTaken')} />}
      <div class="pair">
        <label class={asked ? 'button primary' : 'button'}>
          {s(bytes ? 'takeAgain' : 'takePhoto')}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            aria-describedby="photo-warning"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              // The same picture chosen again is a change too.
              currentTarget.value = '';
              if (!file) return;
              onTaken({ bytes, word: 'photoReading' });
              void shrink(file).then((small) =>
                onTaken(small ? { bytes: small, word: null } : { bytes, word: 'photoUnreadable' }),
              );
            }}
          />
        </label>
        {bytes && (
          <button type="button" class="button" onClick={() => onTaken(NOTHING)}>
            {s('removePhoto')}
          </button>
        )}
      </div>
      <p role="status" class={word === 'photoUnreadable' ? 'overdue' : 'note'}>
        {word && s(word)}
      </p>
    </div>
  );
}

/** The photo a mark names: from this phone, from the server, or in words why not. */
export function Photo({ mark, board, title }: { mark: Mark; board: Board; title: string }) {
  const [failed, setFailed] = useState(false);
  const { link } = state;
  useEffect(() => setFailed(false), [link]);
  const photo = photoOf(mark);
  if (!photo) return null;
  const alt = s('photoOf', { title });
  if (photo.bytes)
    return (
      <>
        <Here bytes={photo.bytes} alt={alt} />
        <span class="note">{t('notSent')}</span>
      </>
    );
  if (failed) return <p class="note">{s('photoNeedsLine')}</p>;
  if (!board.photos?.includes(photo.id)) return <p class="note">{s('photoNotHere')}</p>;
  return (
    <img
      class="photo"
      src={`/live/v1/${state.here?.practice.id}/photos/${photo.id}`}
      alt={alt}
      onError={() => setFailed(true)}
    />
  );
}
