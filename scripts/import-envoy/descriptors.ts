import { readFileSync } from 'node:fs';
import { createFileRegistry, type FileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { ImportError } from '../import/import-error';

/**
 * The messages and enums of a file that holds a `FileDescriptorSet` with all that its files import.
 *
 * @throws ImportError if there is no such file, or if it is something else
 */
export function readDescriptors(path: string): FileRegistry {
  const bytes = readBytes(path);
  const refuse = (found: string): ImportError =>
    new ImportError({
      where: path,
      found,
      expected: 'a FileDescriptorSet with all imports, in binary',
      wayOut: 'write it with a protobuf compiler: buf build -o FILE.binpb, or protoc --include_imports --descriptor_set_out FILE.binpb',
    });
  try {
    const set = fromBinary(FileDescriptorSetSchema, bytes);
    if (set.file.length === 0) throw new Error('it has no files');
    return createFileRegistry(set);
  } catch (error) {
    throw refuse(`cannot be read as descriptors (${(error as Error).message})`);
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : `cannot be read (${(error as Error).message})`;
    throw new ImportError({ where: path, found, expected: 'a file with descriptors', wayOut: 'give its path' });
  }
}
