/*
 * Loaded with LD_PRELOAD: counts the calls of a process that change files below a folder, or send
 * something; kills the process before one of them, or lets it fail; and records them, so that a test
 * can say what a disk would have had of it when the power failed.
 *
 * A record: kind (1 byte), offset (8), length of the path (4), length of the data (4), path, data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char root[PATH_MAX];
static char only[64]; /* the kinds that are counted */
static long until, count;
static int error_number; /* 0: kill */
static int goes_on;      /* whether all later ones fail, too */
static int log_fd = -1;

void begin(const char *folder, const char *kinds, long at, int error, int lasts, const char *log) {
    strncpy(root, folder, sizeof root - 1);
    strncpy(only, kinds, sizeof only - 1);
    until = at, error_number = error, goes_on = lasts, count = 0;
    if (*log) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void end(void) { root[0] = 0; }

long counted(void) { return count; }

static int is_below(const char *path) {
    size_t length = strlen(root);
    return length && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

/* The path of a name as it is given to a call, or of a descriptor where there is no name; 0 if it is not ours. */
static int resolve(char *path, int fd, const char *name) {
    if (!root[0]) return 0;
    if (name && name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return is_below(path);
    }
    char link[64];
    if (fd == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH_MAX - 1);
    if (got < 0) return 0;
    path[got] = 0;
    if (name && strcmp(name, ".")) {
        size_t end = strlen(path);
        snprintf(path + end, PATH_MAX - end, "/%s", name);
    }
    return is_below(path);
}

/* Whether the call is to fail; it does not return where the process is to die. */
static int is_hit(char kind) {
    if (!root[0] || !strchr(only, kind)) return 0;
    count++;
    if (count == until && !error_number) kill(getpid(), SIGKILL);
    if (error_number && (count == until || (goes_on && until && count > until))) {
        errno = error_number;
        return 1;
    }
    return 0;
}

static void record(char kind, const char *path, int64_t offset, const void *data, uint32_t length) {
    if (log_fd < 0) return;
    char head[17];
    uint32_t named = strlen(path);
    head[0] = kind;
    memcpy(head + 1, &offset, 8), memcpy(head + 9, &named, 4), memcpy(head + 13, &length, 4);
    struct iovec all[3] = {{head, 17}, {(void *)path, named}, {(void *)data, length}};
    syscall(SYS_writev, log_fd, all, 3);
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int opened(int dir, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int is_ours = (flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)) && resolve(path, dir, name);
    if (is_ours && is_hit('o')) return -1;
    struct stat found;
    int is_new = is_ours && (flags & O_CREAT) && fstatat(dir, name, &found, AT_SYMLINK_NOFOLLOW);
    int fd = syscall(SYS_openat, dir, name, flags, mode);
    if (fd >= 0 && is_new) record('c', path, 0, "", 0);
    else if (fd >= 0 && is_ours && (flags & O_TRUNC)) record('t', path, 0, "", 0);
    return fd;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int dir, const char *name, int flags, ...) { MODE(flags) return opened(dir, name, flags, mode); }
int openat64(int dir, const char *name, int flags, ...) { MODE(flags) return opened(dir, name, flags, mode); }

static ssize_t written(int fd, const void *data, size_t length, off_t at) {
    char path[PATH_MAX];
    if (!resolve(path, fd, NULL)) return at < 0 ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, at);
    if (is_hit('w')) return -1;
    off_t from = at;
    if (at < 0) {
        struct stat found;
        int appends = fcntl(fd, F_GETFL) & O_APPEND;
        from = appends && !fstat(fd, &found) ? found.st_size : lseek(fd, 0, SEEK_CUR);
    }
    ssize_t done = at < 0 ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, at);
    if (done > 0) record('w', path, from, data, done);
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return written(fd, data, length, at); }

static int synced(int fd, long call) {
    char path[PATH_MAX];
    int is_ours = resolve(path, fd, NULL);
    if (is_ours && is_hit('s')) return -1;
    int failed = syscall(call, fd);
    if (is_ours && !failed) record('s', path, 0, "", 0);
    return failed;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int shortened(int fd, off_t length) {
    char path[PATH_MAX];
    int is_ours = resolve(path, fd, NULL);
    if (is_ours && is_hit('w')) return -1;
    int failed = syscall(SYS_ftruncate, fd, length);
    if (is_ours && !failed) record('t', path, length, "", 0);
    return failed;
}

int ftruncate(int fd, off_t length) { return shortened(fd, length); }
int ftruncate64(int fd, off64_t length) { return shortened(fd, length); }

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    char path[PATH_MAX], target[PATH_MAX];
    int is_ours = resolve(path, from_dir, from) && resolve(target, to_dir, to);
    if (is_ours && is_hit('r')) return -1;
    int failed = syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
    if (is_ours && !failed) record('r', path, 0, target, strlen(target));
    return failed;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int dir, const char *name, int flags) {
    char path[PATH_MAX];
    int is_ours = resolve(path, dir, name);
    if (is_ours && is_hit('u')) return -1;
    int failed = syscall(SYS_unlinkat, dir, name, flags);
    if (is_ours && !failed) record('u', path, 0, "", 0);
    return failed;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int dir, const char *name, mode_t mode) {
    char path[PATH_MAX];
    int is_ours = resolve(path, dir, name);
    if (is_ours && is_hit('m')) return -1;
    int failed = syscall(SYS_mkdirat, dir, name, mode);
    if (is_ours && !failed) record('m', path, 0, "", 0);
    return failed;
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

ssize_t send(int fd, const void *data, size_t length, int flags) {
    if (is_hit('n')) return -1;
    return syscall(SYS_sendto, fd, data, length, flags, NULL, 0);
}

ssize_t recv(int fd, void *data, size_t length, int flags) {
    if (is_hit('n')) return -1;
    return syscall(SYS_recvfrom, fd, data, length, flags, NULL, NULL);
}
