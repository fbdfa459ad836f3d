using System.Collections;

namespace Azure.Data.Tables;

/// <summary>An entity as a bag of properties. A value is a string, int, long, double, bool, DateTimeOffset, DateTime, Guid, byte[] or BinaryData.</summary>
#pragma warning disable CA1710 // The official package's name.
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
#pragma warning restore CA1710
{
    private readonly Dictionary<string, object> properties;

    public TableEntity()
        : this(new Dictionary<string, object>(StringComparer.Ordinal))
    {
    }

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) => properties = new(values, StringComparer.Ordinal);

    public string PartitionKey
    {
        get => GetString(EntityNames.PartitionKey)!;
        set => properties[EntityNames.PartitionKey] = value;
    }

    public string RowKey
    {
        get => GetString(EntityNames.RowKey)!;
        set => properties[EntityNames.RowKey] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(EntityNames.Timestamp);
        set => Set(EntityNames.Timestamp, value);
    }

    public ETag ETag
    {
        get => properties.TryGetValue(EntityNames.ETag, out var value) ? new(value.ToString()!) : default;
        set => properties[EntityNames.ETag] = value.ToString();
    }

    public int Count => properties.Count;

    public ICollection<string> Keys => properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    public object this[string key]
    {
        get => properties.GetValueOrDefault(key)!;
        set => properties[key] = value;
    }

    public string? GetString(string key) => Get<string>(key);

    public byte[]? GetBinary(string key) => Get<object>(key) is BinaryData data ? data.ToArray() : Get<byte[]>(key);

    public bool? GetBoolean(string key) => GetValue<bool>(key);

    public int? GetInt32(string key) => GetValue<int>(key);

    public long? GetInt64(string key) => Get<object>(key) is int small ? small : GetValue<long>(key);

    public double? GetDouble(string key) => Get<object>(key) is int whole ? whole : GetValue<double>(key);

    public Guid? GetGuid(string key) => GetValue<Guid>(key);

    public DateTimeOffset? GetDateTimeOffset(string key) => GetValue<DateTimeOffset>(key);

    public void Add(string key, object value) => properties.Add(key, value);

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, out object value) => properties.TryGetValue(key, out value!);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => properties.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private void Set(string key, object? value)
    {
        if (value is null)
        {
            properties.Remove(key);
        }
        else
        {
            properties[key] = value;
        }
    }

    private T? Get<T>(string key)
        where T : class => properties.GetValueOrDefault(key) switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(key, other, typeof(T)),
        };

    private T? GetValue<T>(string key)
        where T : struct => properties.GetValueOrDefault(key) switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(key, other, typeof(T)),
        };

    private static InvalidOperationException WrongType(string key, object value, Type wanted) =>
        new($"Property '{key}' is a {value.GetType().Name}, not a {wanted.Name}.");
}

internal static class EntityNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
}
