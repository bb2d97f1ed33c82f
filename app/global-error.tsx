'use client';
// When even the frame fails.
import ErrorPage from './error';
import './globals.css';

export default function GlobalError(props: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
