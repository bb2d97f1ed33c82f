/** @jsxImportSource preact */
// A step's photo: taking it, and showing it again, also while it waits on this phone.
import { useEffect, useState } from 'preact/hooks';
import type { Board } from '@/lib/incidents/schema';
import { shrink, waitingPhoto } from '../photos';
import { state } from '../state';
import { sentences, t } from '../words';

const s = sentences('step');

function Here({ bytes, alt }: { bytes: ArrayBuffer; alt: string }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url ? <img class="photo" src={url} alt={alt} /> : null;
}

export function TakePhoto({
  bytes,
  asked,
  onTaken,
}: {
  bytes: ArrayBuffer | null;
  /** Whether it is what the step still wants, rather than something that may be added. */
  asked: boolean;
  onTaken(bytes: ArrayBuffer): void;
}) {
  const [word, setWord] = useState<'photoReading' | 'photoUnreadable' | null>(null);
  return (
    <div class="take">
      <p class="note" id="photo-warning">
        {s('photoWarning')}
      </p>
      {bytes && <Here bytes={bytes} alt={s('photoTaken')} />}
      <label class={`button wide ${asked ? 'primary' : ''}`}>
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
            setWord('photoReading');
            void shrink(file).then((small) => {
              setWord(small ? null : 'photoUnreadable');
              if (small) onTaken(small);
            });
          }}
        />
      </label>
      <p role="status" class={word === 'photoUnreadable' ? 'overdue' : 'note'}>
        {word && s(word)}
      </p>
    </div>
  );
}

/** The photo a mark names: from this phone, from the server, or in words why not. */
export function Photo({ id, board, title }: { id: string; board: Board; title: string }) {
  const [failed, setFailed] = useState(false);
  const waiting = waitingPhoto(id);
  const alt = s('photoOf', { title });
  if (waiting)
    return (
      <>
        <Here bytes={waiting} alt={alt} />
        <span class="note">{t('notSent')}</span>
      </>
    );
  if (failed) return <p class="note">{s('photoNeedsLine')}</p>;
  if (!board.photos?.includes(id)) return <p class="note">{s('photoComing')}</p>;
  return (
    <img
      class="photo"
      src={`/live/v1/${state.here?.practice.id}/photos/${id}`}
      alt={alt}
      onError={() => setFailed(true)}
    />
  );
}
