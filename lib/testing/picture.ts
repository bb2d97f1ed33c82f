// Pictures for tests, made on the spot.
import sharp from 'sharp';
import { cleanPicture, type Picture } from '@/lib/pictures';

/** A plain JPEG as a phone would send it; another colour is another picture. */
export async function testPicture(color = '#2a7f62'): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background: color } })
    .jpeg()
    .toBuffer();
}

/** The same, as it is kept. */
export async function testPhoto(color?: string): Promise<Picture> {
  return cleanPicture(await testPicture(color));
}
