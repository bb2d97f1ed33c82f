/** @jsxImportSource preact */
// A button that asks once more, in place: what tells other people must not happen by one stray press.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../words';

interface Props {
  words: string;
  again: string;
  disabled?: boolean;
  danger?: boolean;
  onConfirm(): void;
}

const ARMED_MS = 10_000;

export function Confirm({ words, again, disabled = false, danger, onConfirm }: Props) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(false), ARMED_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  return (
    <div class="confirm">
      <button
        type="button"
        class={['button', danger ? 'danger' : 'primary', armed && 'armed'].filter(Boolean).join(' ')}
        disabled={disabled}
        onClick={(event) => {
          // The second half of a double tap is not a second decision.
          if (event.detail > 1) return;
          if (armed) onConfirm();
          setArmed(!armed);
        }}
      >
        {armed ? again : words}
      </button>
      {armed && (
        <button type="button" class="button" onClick={() => setArmed(false)}>
          {t('cancel')}
        </button>
      )}
    </div>
  );
}
