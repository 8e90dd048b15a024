/** docs/walkthrough.md as a test reads it: steps, and the commands in their blocks. */

/** A numbered section of the page. */
export interface Step {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly commands: Command[];
}

/** One line of a shell block, cut at its pipes: the words of each program, without quotes. */
export interface Command {
  readonly line: string;
  readonly programs: string[][];
}

export function stepsOf(page: string): Step[] {
  return page
    .split(/^## (?=\d+\. )/m)
    .slice(1)
    .map((text) => {
      const [, number, title] = /^(\d+)\. (.*)$/m.exec(text)!;
      return { number: Number(number), title: title!, text, commands: commandsOf(text) };
    });
}

function commandsOf(text: string): Command[] {
  return blocksOf(text).flatMap(({ language, lines }) => (language === 'sh' ? lines.map(commandOf) : []));
}

/** The fenced blocks, whatever their language. */
export function blocksOf(text: string): { language: string; lines: string[] }[] {
  return [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, language, body]) => ({
    language: language!,
    lines: body!.split('\n').filter((line) => line !== ''),
  }));
}

const WORD = /\s*(?:(\|)|((?:'[^']*'|"[^"]*"|[^\s'"|])+))/y;

/** What a shell would make of a line that has no more than words, quotes and pipes. */
export function commandOf(line: string): Command {
  const programs: string[][] = [[]];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < line.trimEnd().length) {
    const found = WORD.exec(line);
    if (!found) throw new Error(`This line is more than words, quotes and pipes: ${line}`);
    const [, pipe, word] = found;
    if (pipe) programs.push([]);
    else programs.at(-1)!.push(word!.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''));
  }
  return { line, programs };
}

/** Files that the text names in `code` or links to. */
export function filesNamedIn(text: string): string[] {
  const prose = text.replace(/^```[^]*?^```$/gm, '');
  const code = [...prose.matchAll(/`([^`\s]+\.(?:yaml|ts|md))`/g)].map(([, file]) => file!);
  const links = [...prose.matchAll(/\]\(((?!https?:)[^)#]+)[^)]*\)/g)].map(([, file]) => `docs/${file!}`);
  return [...code, ...links];
}
