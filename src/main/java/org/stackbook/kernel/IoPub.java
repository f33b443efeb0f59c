package org.stackbook.kernel;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * What the kernel tells everybody: status, output, results. Any thread may publish; one thread
 * writes, in order. Printed text that comes in small pieces goes out in few messages, none later
 * than a blink.
 */
final class IoPub {

  /** How long printed text may wait for more of its kind. */
  private static final long GATHER_NANOS = Duration.ofMillis(25).toNanos();

  /** Printed text of this length is sent at once. */
  private static final int CHUNK = 128 * 1024;

  /** Whoever prints waits while so many characters are unsent, lest memory runs out. */
  private static final long BACKLOG = 64L * 1024 * 1024;

  /** How long a reply may wait for the output that belongs to it. */
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  /** Something to be sent. */
  private sealed interface Item permits Ready, Printed {}

  private record Ready(WireMessage message) implements Item {}

  /** Printed text that still grows. */
  private record Printed(JsonObject parent, String name, StringBuilder text, long since)
      implements Item {

    boolean takes(JsonObject fromParent, String ofName) {
      return parent.equals(fromParent) && name.equals(ofName) && text.length() < CHUNK;
    }
  }

  private final Codec codec;
  private final ZMQ.Socket socket;
  private final Thread writer;
  private final Deque<Item> queue = new ArrayDeque<>();
  private long backlog;
  private boolean closed;
  private boolean sending;
  private boolean flushing;

  IoPub(ZMQ.Context context, String address, Codec codec) {
    this.codec = codec;
    this.socket = Sockets.listen(context, SocketType.PUB, address, 1000);
    this.writer = Threads.daemon("iopub", this::write);
  }

  void start() {
    writer.start();
  }

  /** Publishes a message on account of a request. */
  void publish(JsonObject parentHeader, String type, JsonObject content) {
    publish(codec.broadcast(parentHeader, type, content));
  }

  synchronized void publish(WireMessage message) {
    queue.add(new Ready(message));
    notifyAll();
  }

  /** Publishes printed text. */
  synchronized void stream(JsonObject parentHeader, String name, String text) {
    awaitRoom();
    if (queue.peekLast() instanceof Printed last && last.takes(parentHeader, name)) {
      last.text.append(text);
    } else {
      queue.add(new Printed(parentHeader, name, new StringBuilder(text), System.nanoTime()));
      notifyAll();
    }
    backlog += text.length();
  }

  private void awaitRoom() {
    boolean interrupted = false;
    while (backlog > BACKLOG && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // the text is kept all the same; the cell sees its interrupt later
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, but not for long, until all that was published is sent. */
  synchronized void flush() throws InterruptedException {
    flushing = true;
    notifyAll();
    long end = System.nanoTime() + FLUSH_NANOS;
    for (long left = FLUSH_NANOS;
        !closed && pending() && left > 0;
        left = end - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
    }
    flushing = false;
  }

  private boolean pending() {
    return sending || !queue.isEmpty();
  }

  private void write() {
    try {
      for (Item item = next(); item != null; item = next()) {
        send(item);
      }
    } finally {
      socket.close();
    }
  }

  /** The next thing to send; waits for it. Nothing once closed and all is sent. */
  private synchronized @Nullable Item next() {
    while (true) {
      if (sending) {
        sending = false;
        notifyAll();
      }
      Item head = queue.peek();
      if (head == null && closed) {
        return null;
      }
      long gather = head instanceof Printed printed ? gatherTime(printed) : 0;
      if (head != null && gather <= 0) {
        queue.remove();
        sending = true;
        if (head instanceof Printed printed) {
          backlog -= printed.text.length();
          notifyAll();
        }
        return head;
      }
      try {
        wait(gather / 1_000_000, (int) (gather % 1_000_000));
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  /** How long this text, the first in the queue, may still wait for more. */
  private long gatherTime(Printed printed) {
    boolean due = queue.size() > 1 || closed || flushing || printed.text.length() >= CHUNK;
    return due ? 0 : GATHER_NANOS - (System.nanoTime() - printed.since);
  }

  private void send(Item item) {
    WireMessage message;
    if (item instanceof Printed printed) {
      JsonObject content = new JsonObject();
      content.addProperty("name", printed.name);
      content.addProperty("text", printed.text.toString());
      message = codec.broadcast(printed.parent, "stream", content);
    } else {
      message = ((Ready) item).message;
    }
    Sockets.send(socket, codec.encode(message));
  }

  /** Sends what is left and closes. */
  void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    writer.join(500);
  }
}
