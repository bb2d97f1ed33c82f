// The passwords everybody tries first. Short on purpose: the rest is kept out by counting tries.
const COMMON = new Set(
  `12345678 123456789 1234567890 12341234 11111111 00000000 87654321 87654321 11223344 12121212 123123123 987654321
  1q2w3e4r 1qaz2wsx qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwer1234 asdfghjk asdfghjkl asdf1234 zaq12wsx
  1q2w3e4r5t q1w2e3r4 zxcvbnm1 zxcvbnm123 abcd1234 abc12345 abcdefgh a1b2c3d4 aa123456 password password1 password12
  password123 password1234 password! password1! passw0rd p@ssword p@ssw0rd pass1234 passpass letmein1 letmein123
  welcome1 welcome12 welcome123 welcome2024 welcome2025 welcome2026 changeme changeme1 changeme123 trustno1 iloveyou
  iloveyou1 princess sunshine sunshine1 football football1 baseball baseball1 basketball superman batman123 michael1
  jennifer jordan23 starwars computer internet whatever administrator admin123 admin1234 administrator1 administrat0r
  secret123 default1 testtest test1234 testing123 hello123 hellohello monkey123 dragon123 master123 shadow123 summer2024
  summer2025 summer2026 winter2024 winter2025 winter2026 spring2026 autumn2026 monday01 medical1 hospital hospital1
  hospital123 doctor123 doctor12 nurse123 clinic123 clinic2026 practice practice1 practice123 healthcare patient1
  patients holdfast holdfast1 holdfast123 downtime downtime1 downtime123`.split(/\s+/),
);

/** Why nobody should use that password, as the end of a sentence; null when there is nothing against it. */
export function weakness(password: string, email: string): string | null {
  const plain = password.normalize('NFKC').trim().toLowerCase();
  if (plain === email || plain === email.split('@')[0]) return 'is your e-mail address';
  if (COMMON.has(plain) || /^(.)\1*$/u.test(plain)) return 'is one of the first that anybody would try';
  return null;
}
