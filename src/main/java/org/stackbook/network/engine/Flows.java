package org.stackbook.network.engine;

import java.util.Arrays;

/** Established flows, numbered from 0. */
public final class Flows {

  private final int[] source;
  private final int[] provider;
  private final int[] destination;
  private final char[] sourcePort;
  private final char[] destinationPort;
  private final byte[] protocol;
  private final short[] rule;
  private final int count;

  private Flows(Builder b) {
    this.count = b.count;
    this.source = Arrays.copyOf(b.source, count);
    this.provider = Arrays.copyOf(b.provider, count);
    this.destination = Arrays.copyOf(b.destination, count);
    this.sourcePort = Arrays.copyOf(b.sourcePort, count);
    this.destinationPort = Arrays.copyOf(b.destinationPort, count);
    this.protocol = Arrays.copyOf(b.protocol, count);
    this.rule = Arrays.copyOf(b.rule, count);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Address of its client. */
  public int source(int flow) {
    return source[flow];
  }

  /** Address of the physical host of its client; of a client outside that of the client. */
  public int provider(int flow) {
    return provider[flow];
  }

  /** Port of its client. */
  public int sourcePort(int flow) {
    return sourcePort[flow];
  }

  /** The VIP that it goes to. */
  public int destination(int flow) {
    return destination[flow];
  }

  /** The port that it goes to. */
  public int destinationPort(int flow) {
    return destinationPort[flow];
  }

  /** Number of its protocol. */
  public int protocol(int flow) {
    return Byte.toUnsignedInt(protocol[flow]);
  }

  /** Number of the load-balancing rule that it falls under. */
  public int rule(int flow) {
    return rule[flow];
  }

  /** Collects flows. */
  public static final class Builder {

    private int[] source;
    private int[] provider;
    private int[] destination;
    private char[] sourcePort;
    private char[] destinationPort;
    private byte[] protocol;
    private short[] rule;
    private int count;

    /** A collection without flows, with room for some. */
    public Builder(int room) {
      source = new int[room];
      provider = new int[room];
      destination = new int[room];
      sourcePort = new char[room];
      destinationPort = new char[room];
      protocol = new byte[room];
      rule = new short[room];
    }

    /**
     * Adds a flow from a client that is no VM of the stamp.
     *
     * @param port of the client, 0 to 65,535
     * @param vip that it goes to
     * @param vipPort 0 to 65,535
     * @param protocolNumber 0 to 255
     * @param ofRule number of the rule that it falls under, 0 to 32,767
     */
    public Builder add(int client, int port, int vip, int vipPort, int protocolNumber, int ofRule) {
      return add(client, client, port, vip, vipPort, protocolNumber, ofRule);
    }

    /**
     * Adds a flow.
     *
     * @param host provider address of the physical host that the client runs on
     * @param port of the client, 0 to 65,535
     * @param vip that it goes to
     * @param vipPort 0 to 65,535
     * @param protocolNumber 0 to 255
     * @param ofRule number of the rule that it falls under, 0 to 32,767
     */
    public Builder add(
        int client, int host, int port, int vip, int vipPort, int protocolNumber, int ofRule) {
      if (count == source.length) {
        grow();
      }
      source[count] = client;
      provider[count] = host;
      sourcePort[count] = (char) port;
      destination[count] = vip;
      destinationPort[count] = (char) vipPort;
      protocol[count] = (byte) protocolNumber;
      rule[count] = (short) ofRule;
      count++;
      return this;
    }

    /**
     * Adds flows of a crowd to one VIP and port, no two alike.
     *
     * @param flows how many
     * @param vipPort 0 to 65,535
     * @param protocolNumber 0 to 255
     * @param ofRule number of the rule that they fall under, 0 to 32,767
     * @throws IllegalArgumentException if they are more than the crowd can have
     */
    public Builder add(
        ClientCrowd crowd, int flows, int vip, int vipPort, int protocolNumber, int ofRule) {
      if (flows > crowd.mostFlows()) {
        throw new IllegalArgumentException(flows + " flows of " + crowd.mostFlows());
      }
      for (int flow = 0; flow < flows; flow++) {
        add(crowd.address(flow), crowd.port(flow), vip, vipPort, protocolNumber, ofRule);
      }
      return this;
    }

    private void grow() {
      int room = Math.max(16, 2 * count);
      source = Arrays.copyOf(source, room);
      provider = Arrays.copyOf(provider, room);
      destination = Arrays.copyOf(destination, room);
      sourcePort = Arrays.copyOf(sourcePort, room);
      destinationPort = Arrays.copyOf(destinationPort, room);
      protocol = Arrays.copyOf(protocol, room);
      rule = Arrays.copyOf(rule, room);
    }

    /** The flows that were added. */
    public Flows build() {
      return new Flows(this);
    }
  }
}
