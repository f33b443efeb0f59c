package org.stackbook.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.session.CellInput;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Asks the front end: for lines when a cell reads {@code System.in}, and what a cell asks. The
 * socket has a thread of its own, because whoever reads may be interrupted and sockets do not
 * survive that.
 */
final class Stdin extends InputStream implements CellInput {

  private static final int POLL_MILLIS = 20;

  private record Question(
      WireMessage execution, String prompt, boolean hidden, CompletableFuture<String> answer) {}

  private final Codec codec;
  private final ZMQ.Socket socket;
  private final Thread thread;
  private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
  private volatile @Nullable WireMessage execution;
  private byte[] line = new byte[0];
  private int position;

  Stdin(ZMQ.Context context, String address, Codec codec) {
    this.codec = codec;
    this.socket = Sockets.listen(context, SocketType.ROUTER, address, 0);
    socket.setReceiveTimeOut(POLL_MILLIS);
    this.thread = Threads.daemon("stdin", this::serve);
  }

  void start() {
    thread.start();
  }

  /**
   * Says on whose account input is asked for from now on.
   *
   * @param request the execution that runs, or {@code null} if none may ask
   */
  synchronized void askFor(@Nullable WireMessage request) {
    execution = request;
    line = new byte[0];
    position = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (available() == 0) {
      byte[] answer = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
      synchronized (this) {
        line = answer;
        position = 0;
      }
    }
    synchronized (this) {
      int count = Math.min(length, line.length - position);
      System.arraycopy(line, position, into, offset, count);
      position += count;
      return count;
    }
  }

  @Override
  public synchronized int available() {
    return line.length - position;
  }

  @Override
  public String ask(String prompt, boolean hidden) throws IOException {
    WireMessage request = execution;
    if (request == null) {
      // Not an IOException, which a Scanner would take for the end of the input.
      throw Refusal.of("System.in", "this front end takes no input")
          .wayOut("put the input into the cell, or run it in a notebook page")
          .asException();
    }
    Question question = new Question(request, prompt, hidden, new CompletableFuture<>());
    questions.add(question);
    try {
      return question.answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for input");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      question.answer.cancel(false);
    }
  }

  private void serve() {
    try {
      while (true) {
        Question question = questions.take();
        while (!Sockets.receive(socket, ZMQ.DONTWAIT).isEmpty()) {
          // answers to questions that nobody asks any more
        }
        JsonObject content = new JsonObject();
        content.addProperty("prompt", question.prompt);
        content.addProperty("password", question.hidden);
        WireMessage asked = codec.answer(question.execution, "input_request", content);
        Sockets.send(socket, codec.encode(asked));
        while (!question.answer.isDone()) {
          codec
              .decode(Sockets.receive(socket, 0))
              .filter(reply -> answers(reply, asked))
              .ifPresent(reply -> question.answer.complete(reply.text("value", "")));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
        throw e;
      }
    } finally {
      socket.close();
    }
  }

  /** Most front ends do not say what they answer; one that names an older question is late. */
  private static boolean answers(WireMessage reply, WireMessage asked) {
    JsonElement named = reply.parentHeader().get("msg_id");
    return reply.type().equals("input_reply")
        && (named == null || named.equals(asked.header().get("msg_id")));
  }

  /** Ends the thread and with it the socket. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join(100);
  }
}
