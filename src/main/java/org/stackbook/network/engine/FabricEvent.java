package org.stackbook.network.engine;

/**
 * Something that happens to the fabric.
 *
 * @param kind of event
 * @param number of what it happens to, from 0; 0 where there is only one
 */
public record FabricEvent(Kind kind, int number) {

  /** Kinds of events. */
  public enum Kind {
    /** An uplink carries nothing; the border router sends its flows over the others. */
    UPLINK_LOST,
    /** An uplink carries flows again. */
    UPLINK_BACK,
    /** A top-of-rack switch stops, and with it all its uplinks. */
    TOR_LOST,
    /** A top-of-rack switch is back, with those of its uplinks that are not lost themselves. */
    TOR_BACK,
    /** A MUX stops and forgets its flows; the switches send them to the others. */
    MUX_LOST,
    /** A MUX joins, without knowledge of flows, when the controller has told it the VIPs. */
    MUX_ADDED,
    /** A back end stops. Its connections are lost; the controller takes it out of all pools. */
    BACK_END_LOST,
    /** A back end runs, without connections; the controller puts it into its pools. */
    BACK_END_ADDED,
    /** A back end runs, but its probe says that it is down: it gets no new flows. */
    PROBE_DOWN,
    /** The probe of a back end says that it is up. */
    PROBE_UP,
    /** A host stops, with its MUXes and back ends. */
    HOST_LOST,
    /** A host runs again, with those of its MUXes and back ends that are not lost themselves. */
    HOST_BACK,
    /** The controller stops: what the MUXes know of pools stays as it is. */
    CONTROLLER_LOST,
    /** The controller is back and tells the MUXes what changed. */
    CONTROLLER_BACK,
    /** The idle time-out passes: a MUX forgets flows of which no packet came to it. */
    IDLE_TIMEOUT,
    /** The idle time-out passes while no flow sends anything: the MUXes forget all of them. */
    SILENCE,
    /** Nothing: every flow sends a packet. */
    PACKETS
  }
}
