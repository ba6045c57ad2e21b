/**
 * Imported first by every program: no other user of the machine may read, write or lock the files that it creates,
 * whatever the program's umask was.
 */
process.umask(0o077);
