// The frame of every calm page.
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Holdfast', template: '%s · Holdfast' },
  icons: { icon: '/mark.svg', apple: '/icon-192.png' },
  manifest: '/manifest.webmanifest',
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#151b1a' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Nothing is prerendered, the 404 included: a page made at build time could carry no nonce.
  await connection();
  return (
    <html lang="en">
      <body className="font-sans">
        <a href="#main" className="skip">
          Skip to the page
        </a>
        {children}
      </body>
    </html>
  );
}
