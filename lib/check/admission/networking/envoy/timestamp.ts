const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[-+](\d{2}):(\d{2}))$/;

/** Whether Go reads a text as a time: an hour may have one digit, a fraction a comma. `time.Parse`, Go 1.26 src/time/format.go */
export function isTimestamp(text: string): boolean {
  const parts = RFC_3339.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = parts.slice(1).map((part = '0') => Number(part)) as Parts;
  const inDay = hour < 24 && minute < 60 && second < 60;
  return inDay && zoneHour <= 24 && zoneMinute <= 60 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

type Parts = [number, number, number, number, number, number, number, number];

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
