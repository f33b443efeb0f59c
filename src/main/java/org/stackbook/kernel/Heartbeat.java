package org.stackbook.kernel;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Sends back whatever comes, so that the front end knows that the process lives. */
final class Heartbeat {

  private final ZMQ.Socket socket;
  private final Thread thread;

  Heartbeat(ZMQ.Context context, String address) {
    this.socket = Sockets.listen(context, SocketType.ROUTER, address, 0);
    this.thread = Threads.daemon("heartbeat", this::serve);
  }

  void start() {
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        Sockets.send(socket, Sockets.receive(socket, 0));
      }
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
        throw e;
      }
    } finally {
      socket.close();
    }
  }
}
