package org.stackbook.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The comms of JJava, such as extensions open, on this kernel's wire. */
final class KernelComms {

  private static final Gson GSON = new Gson();

  private final CommManager manager = new CommManager();
  private final Codec codec;
  private final IoPub iopub;
  private final Outlet outlet;
  private volatile JsonObject lastRequest = new JsonObject();

  KernelComms(ZMQ.Context context, Codec codec, IoPub iopub) {
    this.codec = codec;
    this.iopub = iopub;
    this.outlet = new Outlet(context);
    manager.setIOPubChannel(outlet);
  }

  CommManager manager() {
    return manager;
  }

  /** Answers a {@code comm_info_request}. */
  JsonObject info(WireMessage request) {
    String wanted = request.text("target_name", "");
    JsonObject found = new JsonObject();
    for (Comm comm : manager) {
      if (wanted.isEmpty() || wanted.equals(comm.getTargetName())) {
        JsonObject target = new JsonObject();
        target.addProperty("target_name", comm.getTargetName());
        found.add(comm.getID(), target);
      }
    }
    JsonObject reply = Replies.ok();
    reply.add("comms", found);
    return reply;
  }

  /** Takes a {@code comm_open}, {@code comm_msg} or {@code comm_close} of the front end. */
  void receive(WireMessage message) {
    lastRequest = message.header();
    String id = message.text("comm_id");
    JsonObject data = message.object("data");
    Environment environment = new Environment();
    switch (message.type()) {
      case "comm_open" ->
          manager.handleCommOpenCommand(
              environment,
              received(
                  message,
                  CommOpenCommand.MESSAGE_TYPE,
                  new CommOpenCommand(id, message.text("target_name"), data)));
      case "comm_msg" ->
          manager.handleCommMsgCommand(
              environment,
              received(message, CommMsgCommand.MESSAGE_TYPE, new CommMsgCommand(id, data)));
      default ->
          manager.handleCommCloseCommand(
              environment,
              received(message, CommCloseCommand.MESSAGE_TYPE, new CommCloseCommand(id, data)));
    }
  }

  @SuppressWarnings("unchecked") // metadata is a JSON object: its keys are texts
  private static <T> Message<T> received(WireMessage message, MessageType<T> type, T content) {
    Map<String, Object> metadata = GSON.fromJson(message.metadata(), Map.class);
    return new Message<>(new Header<>(type), content, metadata, message.buffers());
  }

  private void publish(Message<?> message) {
    WireMessage plain =
        codec.broadcast(
            lastRequest,
            message.getHeader().getType().getName(),
            GSON.toJsonTree(message.getContent()).getAsJsonObject());
    JsonObject metadata =
        message.hasMetadata()
            ? GSON.toJsonTree(message.getMetadata()).getAsJsonObject()
            : new JsonObject();
    List<byte[]> buffers = message.getBlobs() == null ? List.of() : message.getBlobs();
    iopub.publish(
        new WireMessage(
            plain.identities(),
            plain.header(),
            plain.parentHeader(),
            metadata,
            plain.content(),
            buffers));
  }

  void close() {
    outlet.close();
  }

  /** What the comm manager takes for its socket. The socket under it is never bound. */
  private final class Outlet extends JupyterSocket {

    Outlet(ZMQ.Context context) {
      super(
          context,
          SocketType.PUB,
          HMACGenerator.NO_AUTH_INSTANCE,
          LoggerFactory.getLogger(KernelComms.class));
    }

    @Override
    public void bind(KernelConnectionProperties properties) {}

    @Override
    public synchronized void sendMessage(Message<?> message) {
      publish(message);
    }
  }

  /** Busy and idle are said around every request already. */
  private final class Environment extends DefaultReplyEnvironment {

    @SuppressWarnings("NullAway") // the superclass keeps its context without looking at it
    Environment() {
      super(outlet, outlet, null);
    }

    @Override
    public void setBusyDeferIdle() {}
  }
}
