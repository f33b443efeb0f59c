package org.stackbook.qos.engine;

import org.stackbook.stamp.engine.DriveTimes;

/**
 * A drive.
 *
 * @param times how it serves
 * @param server its server, 0 or more
 */
public record PlacedDrive(DriveTimes times, int server) {}
