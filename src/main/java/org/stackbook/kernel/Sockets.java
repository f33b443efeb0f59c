package org.stackbook.kernel;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.msg.MsgAllocator;
import zmq.msg.MsgAllocatorThreshold;

/** Messages of several frames on a socket. */
final class Sockets {

  /** No part of a message may be larger: JeroMQ reserves at once what a peer says will come. */
  private static final long LARGEST = 64L << 20;

  private static final MsgAllocator MEMORY = new MsgAllocatorThreshold();

  private Sockets() {}

  /** A socket that listens, and survives whatever comes. */
  static ZMQ.Socket listen(ZMQ.Context context, SocketType type, String address, int linger) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(linger);
    socket.setMaxMsgSize(LARGEST);
    socket.setMsgAllocator(Sockets::allocate);
    socket.setRcvHWM(0);
    socket.setSndHWM(0); // never drop
    socket.bind(address);
    return socket;
  }

  /**
   * Never fails: whatever is thrown while JeroMQ reads a size lets its thread, which serves all
   * sockets, turn in circles from then on. It takes a size of 2^63 and more for a negative one.
   */
  private static Msg allocate(int size) {
    try {
      return size < 0 ? new Msg() : MEMORY.allocate(size);
    } catch (OutOfMemoryError e) {
      return new Msg();
    }
  }

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
