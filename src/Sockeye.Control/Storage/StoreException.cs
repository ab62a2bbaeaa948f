namespace Sockeye.Control.Storage;

/// <summary>Something could not be stored or read. The message is one line for the operator: what, why, and what to do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>An error with its one line.</summary>
    public StoreException(StoreError error, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
    }

    /// <summary>What kind of error it is.</summary>
    public StoreError Error { get; }
}
