using Microsoft.Data.Sqlite;

namespace Sockeye.Control.Storage;

/// <summary>SQLite's result codes (sqlite.org/rescode.html) in the operator's words.</summary>
internal static class SqliteFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Authorization = 23;
    private const int NotADatabase = 26;

    /// <summary>An error about the file <paramref name="path"/>.</summary>
    public static StoreException Translate(SqliteException exception, string path)
    {
        var (error, what) = exception.SqliteErrorCode switch
        {
            Busy or Locked => (StoreError.Busy, "another process is holding it; try again"),
            ReadOnly => (StoreError.AccessDenied, "it cannot be written; check the owner and mode of the file and its directory"),
            CannotOpen or Authorization => (StoreError.AccessDenied, "it cannot be opened; check that its directory exists, and the owner and mode of both"),
            Full => (StoreError.DiskFull, "the disk is full; free some space and try again"),
            NotADatabase => (StoreError.NotADatabase, "it is not a database; move it away, or choose another data directory"),
            Corrupt => (StoreError.NotADatabase, "it is damaged; restore it from a backup"),
            InputOutput => (StoreError.InputOutput, "reading or writing failed; check the disk and the system's log"),
            _ => (StoreError.InputOutput, $"SQLite reports error {exception.SqliteExtendedErrorCode}"),
        };
        return new StoreException(error, $"{path}: {what}", exception);
    }
}
