/** @jsxImportSource preact */
// No copy of a practice here: sign in, choose one, or hear that there is none.
import { place, to } from '../route';
import { state } from '../state';
import { sentences, t } from '../words';

const s = sentences('outside');

export function Outside() {
  const { signedIn, missing, practices } = state;
  document.title = 'Holdfast';
  return (
    <main class="plain">
      <h1 tabIndex={-1}>Holdfast</h1>
      {missing && place().slug ? <p>{s('missing')}</p> : null}
      {signedIn ? (
        <>
          <p>{s(practices.length > 0 ? 'choose' : 'none')}</p>
          <ul class="links">
            {practices.map((practice) => (
              <li key={practice.slug}>
                <a href={`/live/${practice.slug}`}>{practice.name}</a>
              </li>
            ))}
          </ul>
        </>
      ) : signedIn === false ? (
        <p>
          {s('signedOut')}{' '}
          <a class="button primary" href={`/sign-in?next=${encodeURIComponent(state.path)}`}>
            {t('signIn')}
          </a>
        </p>
      ) : (
        <p>{s('noCopy')}</p>
      )}
    </main>
  );
}

export function Lost() {
  return (
    <main class="plain">
      <h1 tabIndex={-1}>{s('lostTitle')}</h1>
      <p>{s('lost')}</p>
      <a class="button primary" href={to()}>
        {t('home')}
      </a>
    </main>
  );
}
