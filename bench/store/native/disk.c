/*
 * A disk that can be watched and made to fail, for LD_PRELOAD.
 *
 * DISK_DIR    files below this directory are watched
 * DISK_TRACE  if set, every change to them is appended here, with its data, in one total order
 * DISK_FAULT  if a file of this name exists, its first line says what goes wrong from now on:
 *               full N   files may take N more bytes in total, then ENOSPC
 *                        (a write that fits in part is written in part, as the kernel does)
 *               eio      fsync and fdatasync fail with EIO
 *
 * Shared writable mappings cannot be seen from here; one is recorded as 'M', and the replay refuses
 * such a trace.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define BLOCK 4096
#define MAX_FD 4096
#define MAX_NAMES 1024
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const char *directory;
static int trace = -1;
static const char *fault;
static uint32_t file_of[MAX_FD];
static struct { char path[512]; uint32_t file; } names[MAX_NAMES];
static uint32_t next_file = 1;
static int fault_seen;
static int fault_eio;
static long long fault_budget = -1;

__attribute__((constructor)) static void start(void) {
  directory = getenv("DISK_DIR");
  fault = getenv("DISK_FAULT");
  const char *out = getenv("DISK_TRACE");
  if (out != NULL && directory != NULL) {
    trace = REAL(open)(out, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
  }
}

static int watched(const char *path) {
  return directory != NULL && path != NULL && strncmp(path, directory, strlen(directory)) == 0;
}

static void put(const void *data, size_t size) {
  const char *p = data;
  while (size > 0) {
    ssize_t n = REAL(write)(trace, p, size);
    if (n <= 0) {
      abort();
    }
    p += n;
    size -= (size_t)n;
  }
}

static void record(char op, uint32_t file, uint64_t offset, const char *a, const char *b,
                   const void *data, uint32_t size) {
  if (trace < 0) {
    return;
  }
  struct __attribute__((packed)) {
    uint8_t op;
    uint32_t file;
    uint64_t offset;
    uint32_t a;
    uint32_t b;
    uint32_t size;
  } head = {(uint8_t)op, file, offset, a ? strlen(a) : 0, b ? strlen(b) : 0, size};
  put(&head, sizeof head);
  put(a, head.a);
  put(b, head.b);
  put(data, size);
}

static void look_for_fault(void) {
  if (fault == NULL) {
    return;
  }
  int fd = REAL(open)(fault, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    fault_seen = 0;
    fault_eio = 0;
    fault_budget = -1;
    return;
  }
  if (!fault_seen) {
    char text[64] = {0};
    if (read(fd, text, sizeof text - 1) > 0) {
      fault_seen = 1;
      fault_eio = strncmp(text, "eio", 3) == 0;
      if (strncmp(text, "full", 4) == 0) {
        fault_budget = atoll(text + 4);
      }
    }
  }
  REAL(close)(fd);
}

/*
 * How many bytes of a write may happen; 0 means ENOSPC. Room is taken in blocks, and filling a hole
 * takes room, too.
 */
static size_t allowed(int fd, uint64_t offset, size_t size) {
  look_for_fault();
  struct stat st;
  if (fault_budget < 0 || size == 0 || fstat(fd, &st) != 0) {
    return size;
  }
  off_t before = lseek(fd, 0, SEEK_CUR);
  off_t hole = lseek(fd, (off_t)offset, SEEK_HOLE); /* fails beyond the end of the file */
  lseek(fd, before, SEEK_SET);
  uint64_t from = hole < (off_t)offset ? offset : (uint64_t)hole;
  from = from == (uint64_t)st.st_size ? (from + BLOCK - 1) / BLOCK * BLOCK : from / BLOCK * BLOCK;
  if (from >= offset + size) {
    return size;
  }
  long long grows = (long long)((offset + size - from + BLOCK - 1) / BLOCK * BLOCK);
  if (grows <= fault_budget) {
    fault_budget -= grows;
    return size;
  }
  uint64_t end = from + (uint64_t)fault_budget / BLOCK * BLOCK;
  fault_budget = 0;
  return end > offset ? (size_t)(end - offset) : 0;
}

static uint32_t *name(const char *path, int create) {
  for (int i = 0; i < MAX_NAMES; i++) {
    if (names[i].file != 0 && strcmp(names[i].path, path) == 0) {
      return &names[i].file;
    }
  }
  for (int i = 0; create && i < MAX_NAMES; i++) {
    if (names[i].file == 0) {
      snprintf(names[i].path, sizeof names[i].path, "%s", path);
      names[i].file = next_file++;
      record('C', names[i].file, 0, path, NULL, NULL, 0);
      return &names[i].file;
    }
  }
  return NULL;
}

static void forget(const char *path) {
  uint32_t *file = name(path, 0);
  if (file != NULL) {
    *file = 0;
  }
}

static int opened(int fd, const char *path, int flags) {
  if (fd >= 0 && fd < MAX_FD) {
    struct stat st;
    file_of[fd] = 0;
    if ((flags & O_ACCMODE) != O_RDONLY && watched(path) && fstat(fd, &st) == 0
        && S_ISREG(st.st_mode)) {
      file_of[fd] = *name(path, 1);
      if (flags & O_TRUNC) {
        record('T', file_of[fd], 0, NULL, NULL, NULL, 0);
      }
    }
  }
  return fd;
}

#define OPEN(function)                                              \
  int function(const char *path, int flags, ...) {                  \
    va_list rest;                                                   \
    va_start(rest, flags);                                          \
    mode_t mode = va_arg(rest, mode_t);                             \
    va_end(rest);                                                   \
    if (!watched(path)) {                                           \
      int other = REAL(function)(path, flags, mode);                \
      if (other >= 0 && other < MAX_FD) {                           \
        file_of[other] = 0;                                         \
      }                                                             \
      return other;                                                 \
    }                                                               \
    pthread_mutex_lock(&mutex);                                     \
    int fd = opened(REAL(function)(path, flags, mode), path, flags);\
    int e = errno;                                                  \
    pthread_mutex_unlock(&mutex);                                   \
    errno = e;                                                      \
    return fd;                                                      \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(function)                                                 \
  int function(int at, const char *path, int flags, ...) {               \
    va_list rest;                                                        \
    va_start(rest, flags);                                               \
    mode_t mode = va_arg(rest, mode_t);                                  \
    va_end(rest);                                                        \
    pthread_mutex_lock(&mutex);                                          \
    int fd = opened(REAL(function)(at, path, flags, mode), path, flags); \
    int e = errno;                                                       \
    pthread_mutex_unlock(&mutex);                                        \
    errno = e;                                                           \
    return fd;                                                           \
  }
OPENAT(openat)
OPENAT(openat64)

static uint32_t of(int fd) { return fd >= 0 && fd < MAX_FD ? file_of[fd] : 0; }

static uint64_t position(int fd) {
  int flags = fcntl(fd, F_GETFL);
  return (uint64_t)lseek(fd, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
}

ssize_t write(int fd, const void *data, size_t size) {
  if (of(fd) == 0) {
    return REAL(write)(fd, data, size);
  }
  pthread_mutex_lock(&mutex);
  uint64_t offset = position(fd);
  size_t may = allowed(fd, offset, size);
  ssize_t n = -1;
  int e = ENOSPC;
  if (may > 0 || size == 0) {
    n = REAL(write)(fd, data, may);
    e = errno;
    if (n > 0) {
      record('W', of(fd), offset, NULL, NULL, data, (uint32_t)n);
    }
  }
  pthread_mutex_unlock(&mutex);
  errno = e;
  return n;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  if (of(fd) == 0) {
    return REAL(pwrite64)(fd, data, size, offset);
  }
  pthread_mutex_lock(&mutex);
  size_t may = allowed(fd, (uint64_t)offset, size);
  ssize_t n = -1;
  int e = ENOSPC;
  if (may > 0 || size == 0) {
    n = REAL(pwrite64)(fd, data, may, offset);
    e = errno;
    if (n > 0) {
      record('W', of(fd), (uint64_t)offset, NULL, NULL, data, (uint32_t)n);
    }
  }
  pthread_mutex_unlock(&mutex);
  errno = e;
  return n;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
  return pwrite64(fd, data, size, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (of(fd) == 0) {
    return REAL(writev)(fd, parts, count);
  }
  ssize_t total = 0;
  for (int i = 0; i < count; i++) {
    ssize_t n = write(fd, parts[i].iov_base, parts[i].iov_len);
    if (n < 0) {
      return total > 0 ? total : -1;
    }
    total += n;
    if ((size_t)n < parts[i].iov_len) {
      break;
    }
  }
  return total;
}

int ftruncate64(int fd, off64_t size) {
  if (of(fd) == 0) {
    return REAL(ftruncate64)(fd, size);
  }
  pthread_mutex_lock(&mutex);
  int result = REAL(ftruncate64)(fd, size);
  int e = errno;
  if (result == 0) {
    record('T', of(fd), (uint64_t)size, NULL, NULL, NULL, 0);
  }
  pthread_mutex_unlock(&mutex);
  errno = e;
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int forced(int fd, int (*real)(int)) {
  if (of(fd) == 0) {
    return real(fd);
  }
  pthread_mutex_lock(&mutex);
  look_for_fault();
  int result = -1;
  int e = EIO;
  if (!fault_eio) {
    result = real(fd);
    e = errno;
    if (result == 0) {
      record('S', of(fd), 0, NULL, NULL, NULL, 0);
    }
  }
  pthread_mutex_unlock(&mutex);
  errno = e;
  return result;
}

int fsync(int fd) { return forced(fd, REAL(fsync)); }

int fdatasync(int fd) { return forced(fd, REAL(fdatasync)); }

int rename(const char *from, const char *to) {
  if (!watched(from)) {
    return REAL(rename)(from, to);
  }
  pthread_mutex_lock(&mutex);
  int result = REAL(rename)(from, to);
  int e = errno;
  uint32_t *file = name(from, 0);
  if (result == 0 && file != NULL) {
    record('R', *file, 0, from, to, NULL, 0);
    forget(to);
    for (int i = 0; i < MAX_NAMES; i++) {
      if (names[i].file == *file) {
        snprintf(names[i].path, sizeof names[i].path, "%s", to);
        break;
      }
    }
  }
  pthread_mutex_unlock(&mutex);
  errno = e;
  return result;
}

static int gone(const char *path, int result) {
  if (result == 0 && watched(path)) {
    uint32_t *file = name(path, 0);
    if (file != NULL) {
      record('U', *file, 0, path, NULL, NULL, 0);
      *file = 0;
    }
  }
  return result;
}

#define GONE(signature, call, path)    \
  int signature {                      \
    pthread_mutex_lock(&mutex);        \
    int result = gone(path, call);     \
    int e = errno;                     \
    pthread_mutex_unlock(&mutex);      \
    errno = e;                         \
    return result;                     \
  }
GONE(unlink(const char *path), REAL(unlink)(path), path)
GONE(remove(const char *path), REAL(remove)(path), path)
GONE(unlinkat(int at, const char *path, int flags), REAL(unlinkat)(at, path, flags), path)

void *mmap64(void *address, size_t size, int protection, int flags, int fd, off64_t offset) {
  if (of(fd) != 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE)) {
    pthread_mutex_lock(&mutex);
    record('M', of(fd), (uint64_t)offset, NULL, NULL, NULL, 0);
    pthread_mutex_unlock(&mutex);
  }
  return REAL(mmap64)(address, size, protection, flags, fd, offset);
}

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
  return mmap64(address, size, protection, flags, fd, offset);
}

int close(int fd) {
  if (fd >= 0 && fd < MAX_FD) {
    file_of[fd] = 0;
  }
  return REAL(close)(fd);
}
