package org.stackbook.kernel;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/** Messages of several frames on a socket. */
final class Sockets {

  private Sockets() {}

  static void send(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  /** The frames of the next message; empty if there is none within the socket's timeout. */
  static List<byte[]> receive(ZMQ.Socket socket, int flags) {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv(flags);
    while (frame != null) {
      frames.add(frame);
      frame = socket.hasReceiveMore() ? socket.recv(0) : null;
    }
    return frames;
  }
}
