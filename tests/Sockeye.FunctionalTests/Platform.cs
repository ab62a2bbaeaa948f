using System.Runtime.Versioning;

// Signals, file modes and the real programs: these tests are for Linux.
[assembly: SupportedOSPlatform("linux")]
