// A QR code as the address of an image, drawn here: the secret in it goes to nobody else.
import 'server-only';
import { toSVG } from 'bwip-js/node';

export function qrImage(said: string): string {
  const svg = toSVG({ bcid: 'qrcode', text: said, scale: 4 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
