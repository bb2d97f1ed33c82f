// How every e-mail looks: plain, readable on a small phone in a hurry.
export const INK = '#1c1b18';
export const text = { color: INK, fontSize: '18px', lineHeight: '28px', margin: '0 0 8px' };
export const small = { ...text, fontSize: '15px', lineHeight: '22px' };
export const heading = { color: INK, fontSize: '24px', lineHeight: '32px', margin: '0 0 16px' };
export const body = {
  backgroundColor: '#faf8f4',
  fontFamily: 'system-ui, Arial, sans-serif',
  margin: 0,
  padding: '16px',
};
export const container = { backgroundColor: '#ffffff', maxWidth: '560px', padding: '20px' };
export const rule = { borderColor: '#d8d3c8', margin: '20px 0' };
export const button = {
  backgroundColor: '#0b5a5a',
  borderRadius: '6px',
  color: '#ffffff',
  display: 'block',
  fontSize: '20px',
  fontWeight: 700,
  lineHeight: '28px',
  margin: '0 0 12px',
  padding: '14px 20px',
  textAlign: 'left' as const,
};
