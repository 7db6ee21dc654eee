/*
 * A bare echo server, the floor under every figure of the benchmark: what sockets and the kernel alone cost.
 *
 *     cc -O2 -o echo echo.c && ./echo PORT
 *
 * One thread on epoll, level-triggered, on 127.0.0.1. What one read brings leaves in one write. It prints "echo ready"
 * when it listens, and ends on SIGTERM. It leaves out all else: it looks neither at the bytes nor for lines in them.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Between events, [start, end) is what was read and could not be written yet; mostly nothing. */
struct connection {
  int fd;
  size_t start, end;
  char bytes[65536];
};

static int poll_fd;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void watch(int operation, int fd, struct connection *connection, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  if (epoll_ctl(poll_fd, operation, fd, &event) < 0)
    die("epoll_ctl");
}

static void accept_all(int listener) {
  int fd, on = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct connection *connection = malloc(sizeof *connection);
    if (!connection)
      die("malloc");
    connection->fd = fd;
    connection->start = connection->end = 0;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(EPOLL_CTL_ADD, fd, connection, EPOLLIN);
  }
  /* A client may have gone before it was accepted. All else, as too few descriptors, would spoil the measurement. */
  if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
    die("accept");
}

static void drop(struct connection *connection) {
  close(connection->fd);
  free(connection);
}

/* One read and one write. Where the write falls short, the rest goes first, and nothing is read before it is gone: so a
   client that does not read its replies costs one buffer, and one that half-closes still gets all of them. */
static void serve(struct connection *connection) {
  int was_waiting = connection->start < connection->end;
  if (!was_waiting) {
    ssize_t got = recv(connection->fd, connection->bytes, sizeof connection->bytes, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
      return;
    if (got <= 0) {
      drop(connection);
      return;
    }
    connection->start = 0;
    connection->end = got;
  }
  ssize_t sent = send(connection->fd, connection->bytes + connection->start, connection->end - connection->start,
                      MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) {
    drop(connection);
    return;
  }
  if (sent > 0)
    connection->start += sent;
  int is_waiting = connection->start < connection->end;
  if (is_waiting != was_waiting)
    watch(EPOLL_CTL_MOD, connection->fd, connection, is_waiting ? EPOLLOUT : EPOLLIN);
}

int main(int count, char **arguments) {
  int port = count == 2 ? atoi(arguments[1]) : 0;
  if (port < 1 || port > 65535) {
    fprintf(stderr, "usage: echo PORT\n");
    return 2;
  }
  int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1024) < 0)
    die("listen");
  if ((poll_fd = epoll_create1(0)) < 0)
    die("epoll_create1");
  watch(EPOLL_CTL_ADD, listener, NULL, EPOLLIN);
  puts("echo ready");
  fflush(stdout);

  struct epoll_event events[256];
  for (;;) {
    int ready = epoll_wait(poll_fd, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.ptr)
        serve(events[i].data.ptr);
      else
        accept_all(listener);
    }
  }
}
