package org.stackbook.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * A socket that takes requests and answers them one after the other on a thread of its own. Around
 * each the kernel says busy and idle. What is not a well-signed message is dropped; a request that
 * fails is answered with an error.
 */
final class RequestChannel {

  /** Answers requests. */
  interface Handler {
    /**
     * The content of the reply.
     *
     * @return empty for messages that get no reply
     */
    Optional<JsonObject> handle(WireMessage request, RequestChannel channel) throws Exception;

    /** Called when a request is there; more than once if there are several. */
    default void busy() {}

    /** Called when no request is left but the one whose reply is about to be sent. */
    default void idle() {}

    /** Called when reply and idle are on their way. */
    default void answered(WireMessage request, RequestChannel channel) {}
  }

  private final Codec codec;
  private final IoPub iopub;
  private final Handler handler;
  private final ZMQ.Socket socket;
  private final Thread thread;
  private final Deque<WireMessage> waiting = new ArrayDeque<>();

  RequestChannel(
      String name, ZMQ.Context context, String address, Codec codec, IoPub iopub, Handler handler) {
    this.codec = codec;
    this.iopub = iopub;
    this.handler = handler;
    this.socket = Sockets.listen(context, SocketType.ROUTER, address, 1000);
    this.thread = Threads.daemon(name, this::serve);
  }

  void start() {
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        WireMessage waited = waiting.poll();
        if (waited != null) {
          answer(waited);
        } else {
          codec.decode(next()).ifPresent(this::answer);
        }
      }
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
        throw e;
      }
    } finally {
      socket.close();
    }
  }

  private List<byte[]> next() {
    List<byte[]> frames = Sockets.receive(socket, ZMQ.DONTWAIT);
    if (!frames.isEmpty()) {
      handler.busy();
      return frames;
    }
    handler.idle();
    try {
      return Sockets.receive(socket, 0);
    } finally {
      handler.busy();
    }
  }

  private void answer(WireMessage request) {
    if (request.type().isEmpty()) {
      return;
    }
    iopub.publish(request.header(), "status", Replies.status("busy"));
    try {
      Optional<JsonObject> content = handler.handle(request, this);
      iopub.flush(); // who has the reply finds the output there
      idleUnlessMore();
      content.ifPresent(reply -> reply(request, reply));
    } catch (ZMQException e) {
      throw e;
    } catch (Throwable e) {
      idleUnlessMore();
      reply(request, Replies.failure(e));
    } finally {
      iopub.publish(request.header(), "status", Replies.status("idle"));
    }
    handler.answered(request, this);
  }

  /** Before the reply: who has seen it and interrupts does not mean what he sends later. */
  private void idleUnlessMore() {
    if (waiting.isEmpty() && (socket.getEvents() & ZMQ.Poller.POLLIN) == 0) {
      handler.idle();
    }
  }

  private void reply(WireMessage request, JsonObject content) {
    if (request.type().endsWith("_request")) {
      String type = request.type().replaceFirst("_request$", "_reply");
      Sockets.send(socket, codec.encode(codec.answer(request, type, content)));
    }
  }

  /** Takes in all requests that have come by now. For use by the handler only. */
  void takeInWaiting() {
    List<byte[]> frames = Sockets.receive(socket, ZMQ.DONTWAIT);
    while (!frames.isEmpty()) {
      codec.decode(frames).ifPresent(waiting::add);
      frames = Sockets.receive(socket, ZMQ.DONTWAIT);
    }
  }

  /**
   * Turns down every execution that was taken in; other requests keep their place. For use by the
   * handler only.
   *
   * @param reply what to answer
   */
  void abortWaitingExecutions(JsonObject reply) {
    List<WireMessage> taken = List.copyOf(waiting);
    waiting.clear();
    for (WireMessage message : taken) {
      if (message.type().equals("execute_request")) {
        iopub.publish(message.header(), "status", Replies.status("busy"));
        reply(message, reply);
        iopub.publish(message.header(), "status", Replies.status("idle"));
      } else {
        waiting.add(message);
      }
    }
  }

  void awaitEnd(long millis) throws InterruptedException {
    thread.join(millis);
  }
}
