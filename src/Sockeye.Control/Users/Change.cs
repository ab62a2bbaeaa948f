namespace Sockeye.Control.Users;

/// <summary>A field of a partial update: left out it stays as it is; set, also to null, it is changed.</summary>
/// <typeparam name="T">The field's type.</typeparam>
public readonly record struct Change<T>
{
    private Change(T value)
    {
        IsSet = true;
        Value = value;
    }

    /// <summary>Whether the field is to be changed.</summary>
    public bool IsSet { get; }

    /// <summary>The new value, where set.</summary>
    public T? Value { get; }

    /// <summary>A value is a change to that value.</summary>
    public static implicit operator Change<T>(T value) => new(value);

    /// <summary>The new value where set, else the present one.</summary>
    internal T? Or(T? present) => IsSet ? Value : present;
}
